"""System checks: the setting is right, the tables are there, a worker runs."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured
from sqlalchemy.exc import SQLAlchemyError

from commkit.adapters.django.configuration import get_configuration, get_kit
from commkit.runtime.model.errors import CommkitError


def check_configuration(**_: Any) -> list[CheckMessage]:
    """Whether the setting `COMMKIT` makes a Kit."""
    try:
        get_configuration()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="commkit.E001")]
    return []


def check_database(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Whether the tables are as the code needs them, and a worker runs.

    It asks a database, so Django runs it with `--database` only.

    Pending migrations are a warning: as an error they would stop `manage.py migrate`, which comes before.
    """
    if not databases:
        return []
    try:
        kit = get_kit()
    except ImproperlyConfigured:
        return []  # the other check tells it
    try:
        found = kit.status()
        current = not any(part.too_new or part.pending for part in found)
        is_behind = current and kit.worker().is_behind()
    except (CommkitError, SQLAlchemyError, sqlite3.Error, OSError) as error:
        return [Error(f"the database of commkit cannot be used: {error}", id="commkit.E003")]
    if newer := [part.component for part in found if part.too_new]:
        told = f"the database is newer than the code of {', '.join(newer)}"
        return [Error(told, hint="install the release that migrated it", id="commkit.E002")]
    if pending := [part.component for part in found if part.pending]:
        told = f"migrations of {', '.join(pending)} are pending"
        return [CheckWarning(told, hint="run: manage.py commkit migrate", id="commkit.W001")]
    if is_behind:
        told = "facts have waited for more than ten minutes: no worker seems to run"
        return [CheckWarning(told, hint="run: manage.py commkit worker", id="commkit.W002")]
    return []
