"""Mail: when it may go, what it says, how it is sent, and digests."""
