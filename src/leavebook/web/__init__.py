"""The pages: HTML for people, over the same services as every published API."""
