"""Departments: which there are, and who leads them."""
