"""Entitlement: what is granted to whom, when, and what is left at the year's end."""
