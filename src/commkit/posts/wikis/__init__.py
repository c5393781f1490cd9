"""Wikis: posts that others than their author may edit."""
