"""Limits on leave: blocked days, and how many of a group must stay."""
