"""Asking for leave: what a type says about it, and every reason to refuse."""
