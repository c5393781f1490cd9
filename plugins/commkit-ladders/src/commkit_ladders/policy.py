"""What all rooms of the plugin share: where its migrations are, names, and the limits of texts."""

from typing import Annotated

from commkit import Text

MIGRATIONS = "commkit_ladders.migrations"
"""The package of the plugin's Alembic revisions."""
SYSTEM_ROLE = "system"
RUNNING = 0
"""The number under which boards keep where members stand now; seasons that are over have numbers from 1."""

Key = Annotated[str, Text(max=64, multiline=False)]
Title = Annotated[str, Text(max=200, multiline=False)]
Reason = Annotated[str, Text(max=2_000)]
ForeignKey = Annotated[str, Text(max=100, multiline=False)]
