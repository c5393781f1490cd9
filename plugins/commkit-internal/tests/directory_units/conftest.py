"""An internal community whose org units a directory keeps, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest
from attrs import evolve
from sqlalchemy import select

from commkit import SYSTEM
from commkit.communities import CreateCommunity
from commkit.members import AddAgent, ListGroupMembers, membership
from commkit_internal import (
    CreateUnit,
    DirectoryUnitSettings,
    Internal,
    ListUnitMembers,
    ListUnits,
    Unit,
)
from commkit_scim import DIRECTORY, CreateScimToken, Scim
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown
from tests.scim_directory import ENTERPRISE, Directory


class Town(PluginTown):
    """One internal community `work`: pat is a people partner. Options are those of `DirectoryUnitSettings`."""

    community = CreateCommunity(
        "work", type="internal", title="Work", purpose="Work well", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "internal"
    staff: ClassVar[dict[str, str]] = {"pat": "people_partner"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {
            "plugins": [Scim(), Internal(directory=DirectoryUnitSettings(**{"managers": True} | options))]
        }

    def directory(self) -> "Company":
        agent = self.do(SYSTEM, AddAgent(name="Directory", role="directory", scopes=tuple(DIRECTORY))).id
        return Company(self, self.do(SYSTEM, CreateScimToken(label="directory", agent=agent)).secret, "work")

    def unit(self, name: str, parent: Any = None, **fields: Any) -> Unit:
        made: Unit = self.do("pat", CreateUnit(name, parent=parent, **fields))
        return made

    def tree(self) -> dict[str, tuple[list[str], str | None]]:
        """By the path of each open unit: who is placed in it, and who leads it; by the host's keys of all."""
        units = {unit.id: unit for unit in self.ask("pat", ListUnits())}
        names = self._names()

        def path(unit: Unit) -> str:
            return f"{path(units[unit.parent])}/{unit.name}" if unit.parent else unit.name

        found = {}
        for unit in units.values():
            placed = self._all("pat", ListUnitMembers(unit=unit.id, limit=100))
            inside = sorted(names[each.member] for each in placed)
            found[path(unit)] = (inside, names[unit.manager] if unit.manager else None)
            below = self._all("pat", ListUnitMembers(unit=unit.id, below=True, limit=100))
            group = self._all(SYSTEM, ListGroupMembers(unit.group, limit=100))
            assert {each.id for each in group} == {each.member for each in below}
        return found

    def _all(self, actor: Any, query: Any) -> list[Any]:
        """What stands on all pages of a query."""
        page = self.ask(actor, query)
        found = list(page.items)
        while page.next is not None:
            page = self.ask(actor, evolve(query, after=page.next))
            found += page.items
        return found

    def _names(self) -> dict[Any, str]:
        with self.kit.database.engine.connect() as connection:
            rows = connection.execute(select(membership.c.id, membership.c.key)).all()
            return {row.id: row.key for row in rows}


class Company(Directory):
    """A directory that says of its people in which organisation, division and department they are."""

    def person(self, name: str, *path: str, manager: Any = None, **more: Any) -> dict[str, Any]:
        """Send somebody, by the names of one to three levels from below: a department, then what it is a part of."""
        return self.user(name, **{ENTERPRISE: self.said(*path, manager=manager)}, **more)

    def said(self, *path: str, manager: Any = None) -> dict[str, Any]:
        levels = ("organization", "division", "department")[-len(path) :] if path else ()
        named = dict(zip(levels, path, strict=True))
        return named | ({"manager": {"value": manager["id"]}} if manager else {})

    def say(self, user: dict[str, Any], *operations: tuple[str, str, Any]) -> Any:
        """Change somebody; `(op, attribute, value)`, of the enterprise extension but for `active`."""
        sent = [
            {"op": op, "path": name if name == "active" else f"{ENTERPRISE}:{name}"}
            | ({} if value is None else {"value": value})
            for op, name, value in operations
        ]
        got = self.patch(f"/Users/{user['id']}", *sent)
        assert got.status == 200, got
        return got


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
