"""Decisions: how reviewers approve, improve and reject suggested edits."""
