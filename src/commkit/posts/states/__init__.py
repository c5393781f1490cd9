"""States: where a post is in the state machine of its kind, and the accepted answer."""
