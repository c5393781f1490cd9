"""Adding notifications to the inboxes of members."""
