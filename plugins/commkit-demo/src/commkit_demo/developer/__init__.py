"""The developer community of the demo."""
