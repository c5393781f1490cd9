"""Mail about notifications: when it is sent, what it says, what was refused."""
