"""The one derivation of a balance, and everything that is read from it."""
