"""Tools that `make check` runs on this repository."""
