"""Measures the product against the database underneath it, side by side in one run."""
