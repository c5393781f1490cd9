"""The internal community of the demo."""
