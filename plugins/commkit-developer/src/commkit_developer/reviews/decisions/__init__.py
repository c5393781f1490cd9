"""Decisions: what becomes of an item by what a reviewer says of it, and of a reviewer by an audit."""
