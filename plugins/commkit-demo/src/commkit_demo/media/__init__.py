"""The media community of the demo."""
