"""Threads, tags and the community: who follows them, and how they are told."""
