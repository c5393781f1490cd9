"""What the host does with addresses: it imports them, reads what is stored of one, and lets one be forgotten."""
