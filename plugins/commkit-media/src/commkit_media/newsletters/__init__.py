"""Newsletters: what was published since the last issue, by mail, to members and to confirmed addresses."""
