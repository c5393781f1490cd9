"""Expiry: old threads are taken out of sight for good, and what was written in them is blanked."""
