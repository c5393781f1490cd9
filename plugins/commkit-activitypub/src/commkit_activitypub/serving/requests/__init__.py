"""What a server asks for."""
