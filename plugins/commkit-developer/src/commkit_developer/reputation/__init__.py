"""What developers earn reputation for, and bounties that are paid with it."""
