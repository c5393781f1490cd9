"""An internal community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, MemberId
from commkit.communities import CreateCommunity
from commkit.members import ListGroupMembers
from commkit_internal import CreateUnit, Internal, PlaceMember, ReadUnit, Unit, UnitId
from tests.plugin_town import (
    PluginTown,
    make_town,
    migrated_database,
    migrated_file,
    postgres_town,
    postgres_town_url,
    reused_database,
    reused_file,
    reused_towns,
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
    "reused_database",
    "reused_file",
    "reused_towns",
    "sqlite_town",
    "sqlite_url",
    "town",
    "url",
]


class Town(PluginTown):
    """One internal community `work`: pat is a people partner. Options are those of `Internal`, and `fields`."""

    community = CreateCommunity(
        "work", type="internal", title="Work", purpose="Work well", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "internal"
    staff: ClassVar[dict[str, str]] = {"pat": "people_partner"}

    def composed(self, **options: Any) -> dict[str, Any]:
        fields = options.pop("fields", None)
        return {"plugins": [Internal(**options)], **({"fields": fields} if fields else {})}

    def unit(self, name: str, parent: UnitId | None = None, **fields: Any) -> Unit:
        return self.do("pat", CreateUnit(name, parent=parent, **fields))

    def place(self, member: str, unit: UnitId) -> Any:
        return self.do("pat", PlaceMember(self.member(member), unit))

    def in_group(self, unit: UnitId) -> set[MemberId]:
        """Who is in the group of a unit."""
        group = self.ask("pat", ReadUnit(unit)).group
        page = self.ask(SYSTEM, ListGroupMembers(group, limit=100))
        return {member.id for member in page.items}


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
