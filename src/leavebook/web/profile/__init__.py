"""One's own profile: how pages look, the password, the second factor, letters, sessions."""
