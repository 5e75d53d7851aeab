"""Setting a company up, from nothing to the first request."""
