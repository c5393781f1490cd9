"""A community of a type of its own with questions and answers, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import CommunityType, PostKind, Role
from commkit.communities import CreateCommunity
from commkit.posts import ListThreads, PostId, ThreadOrder
from commkit_qa import ANSWER, COMMENT, QUESTION, SETTLE_QUESTIONS, QuestionsAndAnswers
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

STUDY = CommunityType(
    "study",
    features=("posts", "qa.questions", "qa.similar", "qa.timing"),
    post_kinds=(QUESTION, PostKind(name="note", opens=True, replies=("comment",)), ANSWER, COMMENT),
    roles={"tutor": Role(grants=SETTLE_QUESTIONS | {"posts.read_removed"}, staff=True)},
)
"""A type that has nothing to do with support."""


class Town(PluginTown):
    """One community `study`: tia is a tutor; options are those of `QuestionsAndAnswers`."""

    community = CreateCommunity(
        "study",
        type="study",
        title="Study",
        purpose="Learn together",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "qa"
    staff: ClassVar[dict[str, str]] = {"tia": "tutor"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [QuestionsAndAnswers(**options)], "types": [STUDY]}

    def unanswered(self) -> list[PostId]:
        """The open questions without an answer."""
        return [
            thread.id
            for thread in self.ask("bob", ListThreads(states=("open",), order=ThreadOrder.UNANSWERED)).items
        ]


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
