"""Google Calendar: events in the shared calendar, and in people's own."""
