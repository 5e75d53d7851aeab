"""Leavebook: leave management for companies that want to know why a balance is what it is."""
