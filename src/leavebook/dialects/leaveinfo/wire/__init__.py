"""The JSON of this API and our words, in both directions."""
