"""A map and its report as plain text."""
