"""Letters to people, in their language, as plain text and as simple HTML."""
