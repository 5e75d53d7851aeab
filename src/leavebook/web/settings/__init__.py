"""What a company sets up: leave types, days off, tokens, and its log."""
