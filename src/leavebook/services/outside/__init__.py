"""Systems outside: what they are told, asked and shown."""
