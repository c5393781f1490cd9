"""A community of a type of its own with question hours, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import CommunityType, PostKind, Role
from commkit.communities import CreateCommunity
from commkit.posts import CreateReply, CreateThread, Post
from commkit_ama import ANSWER_ALL, MANAGE, ListGuestQuestions, QuestionHours, hour_kinds
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

SALON = CommunityType(
    "salon",
    features=("posts", "ama.question_hours"),
    post_kinds=(
        PostKind(name="talk", opens=True, replies=("comment",), as_reply="comment"),
        PostKind(name="comment", replies=("comment",)),
        *hour_kinds(),
    ),
    reactions={"like": 1, "bookmark": 0},
    roles={
        "host": Role(grants=frozenset({MANAGE, "posts.remove", "moderation.handle", "moderation.decide"})),
        "expert": Role(grants=frozenset({ANSWER_ALL})),
    },
)


class Town(PluginTown):
    """One community `salon`: hal holds question hours, xan is an expert; neither is staff."""

    community = CreateCommunity(
        "salon", type="salon", title="Salon", purpose="Ask", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "ama"
    staff: ClassVar[dict[str, str]] = {"hal": "host", "xan": "expert"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [QuestionHours()], "types": [SALON]}

    def hour(self, by: Any = "hal", title: str = "Ask the engineer", **more: Any) -> Post:
        return self.do(by, CreateThread(kind="question_hour", title=title, body="About wells.", **more))

    def asked(self, hour: Post, body: str = "How deep?", by: Any = "ada", **more: Any) -> Post:
        return self.do(by, CreateReply(hour.id, body, **more))

    def listed(self, hour: Post, reader: Any = None, **more: Any) -> Any:
        return self.ask(reader, ListGuestQuestions(hour.id, rendered=False, **more))


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town


@pytest.fixture
def hour(town: Any) -> Post:
    return town.hour()
