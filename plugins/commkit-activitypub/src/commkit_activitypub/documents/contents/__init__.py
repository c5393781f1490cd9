"""What is in a post, as safe HTML."""
