"""Moderators of spaces: who may do there what stewards may do everywhere."""
