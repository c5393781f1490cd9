"""The support community of the demo."""
