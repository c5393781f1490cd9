"""Filters and orders of RFC 7644 as conditions of the database."""
