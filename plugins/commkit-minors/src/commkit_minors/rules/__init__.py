"""The settings: which quiet rules a community has."""
