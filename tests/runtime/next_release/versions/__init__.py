"""The revisions of the same plugin's next release, whose last one fails half-way."""
