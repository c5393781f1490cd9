"""Numbers of linked identities."""
