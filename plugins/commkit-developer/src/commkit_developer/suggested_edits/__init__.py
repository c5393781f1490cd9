"""Suggested edits: what somebody would change in a post of somebody else, and what reviewers make of it."""
