"""Who must agree to leave, and what each move makes of a request."""
