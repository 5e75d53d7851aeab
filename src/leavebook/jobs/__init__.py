"""The queue, the worker that empties it, and the schedule."""
