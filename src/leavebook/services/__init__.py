"""Verbs: one function for each thing that a person or the system does."""
