"""How long data is kept, what keeps it longer, and what is emptied at last."""
