"""Migrations of a plugin that forgot to write any."""
