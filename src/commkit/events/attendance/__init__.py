"""Attendance: who answered an occurrence, who has a seat, and who is on the waitlist."""
