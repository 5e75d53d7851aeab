"""What a company sets up: leave types, tokens, itself; and one's own profile."""
