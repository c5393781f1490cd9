"""Audits: posts whose answer is known, and what becomes of who fails them."""
