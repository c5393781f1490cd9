"""What the tracker says: an issue, a release, that no issue could be made."""
