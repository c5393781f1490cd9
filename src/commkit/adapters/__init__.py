"""How the world reaches a kit: the command line, and later HTTP and web frameworks."""
