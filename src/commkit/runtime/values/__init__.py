"""Values from outside: validated when they come in, and written as JSON."""
