"""Announcements: articles for parts of the organisation, which may have to be read, and may recur."""
