"""Deciding with the link in a letter, without signing in."""
