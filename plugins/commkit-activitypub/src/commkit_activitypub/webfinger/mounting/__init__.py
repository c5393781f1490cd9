"""WebFinger at the root of a host, where other servers ask for it."""
