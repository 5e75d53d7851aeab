"""Where the company works: its sites, each with the holidays of where it is."""
