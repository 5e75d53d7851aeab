"""What the office counts."""
