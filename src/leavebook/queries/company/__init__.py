"""The company and its sites: facts, days off and house rules."""
