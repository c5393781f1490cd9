"""What all rooms of the plugin share: where its migrations are, and the limits of texts."""

from typing import Annotated

from commkit import Text

MIGRATIONS = "commkit_feedreader.migrations"
"""The package of the plugin's Alembic revisions."""

Url = Annotated[str, Text(max=2_000, multiline=False)]
MaybeUrl = Annotated[str, Text(max=2_000, min=0, multiline=False)]
Title = Annotated[str, Text(max=300, min=0, multiline=False)]
Word = Annotated[str, Text(max=64, min=0, multiline=False)]
Digest = Annotated[str, Text(max=64, multiline=False)]
Code = Annotated[str, Text(max=200, min=0, multiline=False)]
Header = Annotated[str, Text(max=500, min=0, multiline=False)]
