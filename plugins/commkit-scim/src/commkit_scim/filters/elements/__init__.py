"""Conditions on one of many values."""
