"""Meetings: minutes of events, with decisions and tasks."""
