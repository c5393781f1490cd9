"""Entries of feeds: listed, and marked where they became posts."""
