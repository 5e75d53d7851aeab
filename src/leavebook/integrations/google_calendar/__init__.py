"""Google Calendar: all-day events in the shared calendar."""
