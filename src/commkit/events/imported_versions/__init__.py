"""Imported versions: an event that is there and comes again, in the same version or another one."""
