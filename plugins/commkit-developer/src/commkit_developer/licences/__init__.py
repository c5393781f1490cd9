"""Licences: under which of them posts are published, and how many are."""
