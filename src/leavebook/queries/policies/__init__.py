"""Leave types and what they grant."""
