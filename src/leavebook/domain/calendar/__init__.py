"""Time: spans, working patterns, holidays, and what a day is worth."""
