"""Threads that close by themselves after a time, and are archived later."""
