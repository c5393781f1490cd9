"""Duplicates: what is closed as one is marked and confirmed as one, in the one place that knows duplicates."""
