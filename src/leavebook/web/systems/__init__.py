"""The systems outside that a company keeps informed: connecting, testing, trying again."""
