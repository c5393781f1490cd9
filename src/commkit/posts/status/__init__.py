"""Marks: pinned, locked, open to other hands, somebody's first."""
