"""Files of posts that were imported: announced, stored by the host outside of transactions, and attached."""
