"""Brackets as text."""
