"""Calendar feeds: the addresses, and what is read there."""
