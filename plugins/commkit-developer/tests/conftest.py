"""A developer community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit.communities import CreateCommunity
from commkit_developer import Developer
from tests.plugin_town import (
    PluginTown,
    make_town,
    migrated_database,
    migrated_file,
    postgres_town,
    postgres_town_url,
    sqlite_town,
    sqlite_url,
    town,
    url,
)

__all__ = [
    "make_town",
    "migrated_database",
    "migrated_file",
    "postgres_town",
    "postgres_town_url",
    "sqlite_town",
    "sqlite_url",
    "town",
    "url",
]


class Town(PluginTown):
    """One developer community `code`: max is a maintainer.

    Options are those of `Developer`; `plugins` are more of them.
    """

    community = CreateCommunity(
        "code", type="developer", title="Code", purpose="Solve it", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "developer"
    staff: ClassVar[dict[str, str]] = {"max": "maintainer"}

    def composed(self, **options: Any) -> dict[str, Any]:
        more = options.pop("plugins", [])
        return {"plugins": [Developer(**options), *more]}


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
