"""Numbers that stewards read: shares with their intervals, and groups that are too small to be shown."""
