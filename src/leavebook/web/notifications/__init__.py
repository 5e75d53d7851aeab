"""What somebody should know, to be read on a page."""
