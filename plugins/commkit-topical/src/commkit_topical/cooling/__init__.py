"""Cooling: threads that heat up are slowed down for a time, with the reason for all to read."""
