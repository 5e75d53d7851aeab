"""The WorkforceOS leave management API, and the shifts that belong to it."""
