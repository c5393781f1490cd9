"""The inbox: a member's notifications, with what is unread and unseen."""
