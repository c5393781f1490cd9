"""The people of a directory: provisioned, changed, deactivated, found again."""
