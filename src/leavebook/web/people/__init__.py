"""The people of the company, and why a balance is what it is."""
