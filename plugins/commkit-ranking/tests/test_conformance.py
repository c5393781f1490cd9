"""The rules that every plugin keeps, checked on this one."""

from collections.abc import Iterable
from typing import Any, ClassVar

from commkit import CommunityType, PostKind, hookimpl
from commkit.posts import CreateReply, CreateThread, PostId
from commkit.testing.conformance import PluginConformance
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_ranking import Period, Ranking

FORUM = CommunityType(
    "forum",
    features=("posts", "ranking.ranks"),
    post_kinds=(
        PostKind(name="topic", opens=True, replies=("reply",)),
        PostKind(name="reply", replies=("reply",)),
    ),
    reactions={"up": 1, "down": -1},
)


class Forum:
    """A plugin of a type whose threads are ranked."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Ranking

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield FORUM


def _reply(scenario: Scenario, actor: str) -> PostId:
    thread = scenario.do(actor, CreateThread(kind="topic", title="Hello", body="What do you say?"))
    return scenario.do(actor, CreateReply(thread.id, "That it is so.")).id


class TestRanking(PluginConformance):
    plugin = staticmethod(Ranking)
    extra_plugins = (Forum(),)
    type = "forum"
    sample_values: ClassVar[Any] = {
        "kind": ("topic", "reply"),
        "title": ("Hello",),
        "body": ("What do you say?",),
        "reaction": ("up", "down"),
        "order": ("top",),  # one of threads and of replies
        "period": (Period.ALL,),
        "tag": ("go",),
    }
    expected_permissions: ClassVar[Any] = {
        "ranking.list_ranked_threads": allowed(visitor="any"),
        "ranking.view_ranked_threads": allowed(visitor="any"),
        "ranking.explain_rank": allowed(visitor="any", steward="any+removed"),
        "ranking.list_ranked_replies": allowed(visitor="any", steward="any+removed"),
        "ranking.view_ranked_replies": allowed(
            visitor="any", steward="any+removed", given={"rendered": False}
        ),
        "ranking.explain_reply_rank": allowed(
            visitor="any", steward="any+removed", given={"reply": Fixture(_reply)}
        ),
        "ranking.rebuild_ranks": allowed(system="any", archived=True),
        "ranking.count_active_people": allowed(system="any", archived=True),
    }
