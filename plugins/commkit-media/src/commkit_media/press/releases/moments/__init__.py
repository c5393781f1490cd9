"""Moments that are given as a local time and a time zone."""
