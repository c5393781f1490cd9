"""How documents are sent."""
