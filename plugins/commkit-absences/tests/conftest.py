"""A community of a type of its own with absences, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import CommunityType, PostKind
from commkit.communities import CreateCommunity
from commkit_absences import Absences
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

OFFICE = CommunityType(
    "office", features=("posts", "absences.out_of_office"), post_kinds=(PostKind(name="talk", opens=True),)
)


class Town(PluginTown):
    """One community `office`."""

    community = CreateCommunity(
        "office", type="office", title="Office", purpose="Work", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "absences"
    staff: ClassVar[dict[str, str]] = {}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Absences(**options)], "types": [OFFICE]}


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
