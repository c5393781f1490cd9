"""Importing: events that another system had."""
