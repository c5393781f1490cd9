"""What a directory asks first: what is supported, which resources there are, and their schemas."""
