"""Recurrence rules: the RRULE of RFC 5545."""
