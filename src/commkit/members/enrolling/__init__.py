"""Enrolling: how a user of the host becomes a member, whichever command makes them one."""
