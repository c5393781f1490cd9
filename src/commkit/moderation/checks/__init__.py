"""Checks: what each post is tested for before or after it is published."""
