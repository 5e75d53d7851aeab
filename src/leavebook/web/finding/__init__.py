"""Quick find: people, leave and pages by a few letters."""
