"""The Alembic revisions of the plugin."""
