"""Hosting: co-hosts and invitations of an event."""
