"""Imported overrides: single occurrences of imported events that were rescheduled or cancelled."""
