"""The published APIs that Leavebook speaks, one package each, all built the same way."""
