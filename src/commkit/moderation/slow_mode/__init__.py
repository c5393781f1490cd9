"""Slow mode: a pause between two posts of one member."""
