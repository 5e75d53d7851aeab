"""Leave itself: asked for, decided, changed, taken back."""
