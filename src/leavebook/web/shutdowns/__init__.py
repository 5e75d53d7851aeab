"""Closing a company on days that are taken from people's leave."""
