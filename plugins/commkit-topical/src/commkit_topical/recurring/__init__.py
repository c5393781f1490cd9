"""Recurring threads: one that opens by itself, daily, weekly or monthly at a local time."""
