"""What is sent: bodies, query strings, versions."""
