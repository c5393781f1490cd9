"""A developer community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import pytest
from sqlalchemy import delete, insert, select, update

from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity, membership
from commkit_developer import PRIVILEGES, Developer
from commkit_reputation.policy import EVER
from commkit_reputation.tables import privilege, score
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown


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

    def privilege(self, *keys: str) -> None:
        """Give members every privilege of the type, as if they had earned it."""
        with self.kit.database.engine.begin() as connection:
            for community, member in connection.execute(_members(keys)).all():
                whose = {"community_id": community, "member": member}
                sums = {"points": 1_000, "positive": 100, "negative": 0}
                connection.execute(insert(score).values(**whose, **sums, period="all", start=EVER))
                for each in PRIVILEGES:
                    named = {"privilege": each.name, "permission": each.permission or None}
                    connection.execute(insert(privilege).values(**whose, **named, earned_at=self.clock()))

    def only_reviews(self, *keys: str) -> None:
        """Leave members as many points as reviewing takes in the founding time, and voting to close does not."""
        with self.kit.database.engine.begin() as connection:
            for community, member in connection.execute(_members(keys)).all():
                mine = (score.c.community_id == community) & (score.c.member == member)
                connection.execute(update(score).where(mine).values(points=40))

    def unprivilege(self, *keys: str) -> None:
        """Take them away again."""
        with self.kit.database.engine.begin() as connection:
            for community, member in connection.execute(_members(keys)).all():
                for table in (privilege, score):
                    mine = (table.c.community_id == community) & (table.c.member == member)
                    connection.execute(delete(table).where(mine))


def _members(keys: Iterable[str]) -> Any:
    return select(membership.c.community_id, membership.c.id).where(membership.c.key.in_(list(keys)))


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
