"""Operators' verbs, each a thin call to a service."""
