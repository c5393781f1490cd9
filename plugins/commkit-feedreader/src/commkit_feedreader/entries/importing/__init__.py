"""Importing: which entries of a document are taken, how their texts are cleaned, and how they become posts."""
