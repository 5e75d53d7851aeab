"""The books: what people have, and how it came to be."""
