"""A community of a type of its own whose threads are ranked, on SQLite and PostgreSQL in turn."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, CommunityType, PostKind
from commkit.communities import CreateCommunity
from commkit.posts import AddReaction, CreateReply, CreateThread, Post, PostId, RemoveReaction
from commkit.testing.contexts import context_of
from commkit_ranking import ListRankedReplies, ListRankedThreads, Period, Ranking, RankOrder, ReplyOrder
from commkit_ranking.jobs import RebuildRanks
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

FORUM = CommunityType(
    "forum",
    features=("posts", "ranking.ranks"),
    post_kinds=(
        PostKind(name="topic", opens=True, replies=("reply",)),
        PostKind(name="reply", replies=("reply",)),
    ),
    reactions={"up": 1, "down": -1, "heart": 2, "seen": 0},
)
"""A type where threads are voted on."""
PLAIN = CommunityType("plain", post_kinds=FORUM.post_kinds, reactions=FORUM.reactions)
"""The same without ranks."""


class Town(PluginTown):
    """One community `forum`; options are those of `Ranking`."""

    community = CreateCommunity(
        "forum",
        type="forum",
        title="Forum",
        purpose="Talk together",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "ranking"
    staff: ClassVar[dict[str, str]] = {"dan": "member", "eve": "member"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Ranking(**options)], "types": [FORUM, PLAIN]}

    def thread(self, title: str = "Hello", by: str = "ada", **more: Any) -> Post:
        made: Post = self.do(by, CreateThread(kind="topic", title=title, body="What do you say?", **more))
        return made

    def reply(self, thread: PostId, by: str = "bob") -> Post:
        made: Post = self.do(by, CreateReply(thread, "That it is so.", kind="reply"))
        return made

    def vote(self, post: PostId, *actors: str, reaction: str = "up") -> None:
        for actor in actors:
            self.do(actor, AddReaction(post, reaction))

    def unvote(self, post: PostId, *actors: str, reaction: str = "up") -> None:
        for actor in actors:
            self.do(actor, RemoveReaction(post, reaction))

    def settled(self) -> None:
        """Let what was voted take its place."""
        self.clock.advance(timedelta(seconds=5))

    def titles(self, order: RankOrder = RankOrder.HOT, *, by: Any = "cid", **more: Any) -> list[str]:
        """The titles of a whole list, read in pages of two."""
        found: list[str] = []
        after = None
        while True:
            page = self.ask(by, ListRankedThreads(order=order, after=after, limit=2, **more))
            found += [post.title for post in page.items]
            after = page.next
            if after is None:
                return found

    def replies(
        self, parent: PostId, order: ReplyOrder = ReplyOrder.BEST, *, by: Any = "cid"
    ) -> list[PostId]:
        """The replies to a post, read in pages of two."""
        found: list[PostId] = []
        after = None
        while True:
            page = self.ask(by, ListRankedReplies(parent, order=order, after=after, limit=2))
            found += [each.post.id for each in page.items]
            after = page.next
            if after is None:
                return found

    def top(self, period: Period = Period.ALL) -> list[str]:
        return self.titles(RankOrder.TOP, period=period)

    def work(self) -> None:
        """Let the worker do all there is."""
        report = self.kit.worker().drain()
        assert (report.failed, report.parked, report.left) == (0, 0, 0), report

    def rebuild(self, limit: int = 500) -> int:
        """Rebuild all ranks, and give how many were not right."""
        changed, after = 0, None
        while True:
            report = self.do(SYSTEM, RebuildRanks(after=after, limit=limit))
            changed, after = changed + report.changed, report.next
            if after is None:
                return changed

    def rows(self, statement: Any, **values: Any) -> list[Any]:
        with self.kit.session(SYSTEM, self.community.slug, read_only=True) as session:
            found: list[Any] = context_of(session).rows(statement, **values)
            return found


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
