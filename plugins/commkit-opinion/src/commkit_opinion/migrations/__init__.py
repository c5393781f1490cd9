"""The migrations of the plugin."""
