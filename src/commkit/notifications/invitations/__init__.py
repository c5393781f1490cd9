"""Mail to people who are invited by their address."""
