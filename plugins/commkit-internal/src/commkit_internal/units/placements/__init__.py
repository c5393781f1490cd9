"""Who is placed in which org unit, now and before."""
