"""The LeaveFlow API: the employees of a company, for machines."""
