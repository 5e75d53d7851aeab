"""The leaveinfo API: leave of an organisation, for keys of the organisation and of its users."""
