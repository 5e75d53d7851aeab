"""One's own leave: balances, asking, a request and its history."""
