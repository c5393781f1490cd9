"""Marks of judges, each of whom is by themselves until all marks are final."""
