"""Views of members: how people are shown to a reader, and what the reader may do about them."""
