"""Secrets in texts that are published: named ones and known forms of keys."""
