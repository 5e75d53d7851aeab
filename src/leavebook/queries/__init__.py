"""Questions: read-only SQL shaped for screens and APIs, always through visibility."""
