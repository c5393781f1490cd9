"""Endorsement: staff, and members whose own answers about the same tags were accepted, stand by an answer of others."""
