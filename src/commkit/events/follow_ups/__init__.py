"""Follow-ups: the thread in which attendees talk on after an event."""
