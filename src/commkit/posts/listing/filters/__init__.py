"""Filters of threads: what each asks, the values it takes, and the names that it may have."""
