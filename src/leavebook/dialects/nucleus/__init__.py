"""The Nucleus leave API: two-stage approval in hours, by access level."""
