"""A community whose members and groups a directory keeps, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, CommunityType, PostKind, Role
from commkit.communities import CreateCommunity
from commkit.members import AddAgent
from commkit_scim import DIRECTORY, CreateScimToken, Scim
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown
from tests.scim_directory import Directory

OFFICE = CommunityType(
    "office",
    features=("posts", "scim.directory"),
    post_kinds=(PostKind(name="note", opens=True, replies=("remark",)), PostKind(name="remark")),
    roles={"directory": Role(grants=DIRECTORY), "lead": Role(grants=frozenset({"posts.lock"}))},
)


class Town(PluginTown):
    """One community `office`; options are those of `Scim`."""

    community = CreateCommunity(
        "office",
        type="office",
        title="Office",
        purpose="Work together",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "scim"
    staff: ClassVar[dict[str, str]] = {}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Scim(**options)], "types": [OFFICE]}

    def token(self, *, of_agent: bool = False) -> str:
        agent = None
        if of_agent:
            agent = self.do(SYSTEM, AddAgent(name="Directory", role="directory", scopes=tuple(DIRECTORY))).id
        made: str = self.do(SYSTEM, CreateScimToken(label="directory", agent=agent)).secret
        return made

    def directory(self, *, of_agent: bool = False) -> Directory:
        return Directory(self, self.token(of_agent=of_agent), self.community.slug)


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
