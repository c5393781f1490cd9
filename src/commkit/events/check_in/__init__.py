"""Check-in: attendees are marked as present, by a host or with a code."""
