"""The SQL that keeps state, one module per aggregate; functions, not classes."""
