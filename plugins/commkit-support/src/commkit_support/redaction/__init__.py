"""Redaction: the removal of contact data and secrets from texts that leave the community."""
