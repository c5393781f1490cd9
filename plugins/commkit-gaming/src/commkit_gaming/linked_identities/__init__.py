"""Linked identities: accounts on game platforms that members have proved to be theirs, shown by choice."""
