"""Imports the data dump of a Stack Exchange site."""
