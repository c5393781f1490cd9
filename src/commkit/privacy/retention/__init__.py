"""Retention: deleting what is not needed any more after a time."""
