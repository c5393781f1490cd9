"""Texts as the rules of redaction compare them."""
