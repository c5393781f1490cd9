"""Better tags for questions of others: by a privilege, and without a word of their text."""
