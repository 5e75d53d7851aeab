"""Who works here, from the first day to long after the last."""
