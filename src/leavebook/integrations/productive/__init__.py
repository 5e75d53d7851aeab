"""Productive: absence bookings in resource planning."""
