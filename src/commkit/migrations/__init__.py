"""The core's Alembic revisions, one file each, named by their number."""
