"""Brings real exports of other systems in."""
