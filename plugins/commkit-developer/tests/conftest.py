"""A developer community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date
from typing import Any, ClassVar

import pytest
from sqlalchemy import update

from commkit import MemberId
from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity, membership
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
    """One developer community `code`: max is a maintainer, dan and eve are members.

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

    def set_up(self) -> None:
        super().set_up()
        for name in ("dan", "eve"):
            self.do(name, JoinCommunity())

    def member(self, key: str) -> MemberId:
        """The id of a member, by the host's key."""
        with self.kit.session(key, self.community.slug, read_only=True) as session:
            return session.member

    def trust(self, *keys: str, level: int) -> None:
        """Give members a trust level, as if they had earned it."""
        with self.kit.database.engine.begin() as connection:
            connection.execute(update(membership).where(membership.c.key.in_(keys)).values(trust_level=level))


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
