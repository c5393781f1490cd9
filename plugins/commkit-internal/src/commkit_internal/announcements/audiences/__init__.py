"""Whom announcements are for: org units, groups, roles."""
