"""What every page stands in: the frame, signing in and out, preferences."""
