"""Org units: a tree with managers, whose every change is kept; `placements` says who is in which unit."""
