"""A community of a type of its own where posts are voted on and answers accepted, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import CommunityType, MemberId, PostKind, Role
from commkit.communities import CreateCommunity
from commkit.posts import (
    AddReaction,
    LockThread,
    PostCreated,
    PostId,
    RemoveReaction,
    UnlockThread,
)
from commkit_qa import ANSWER, COMMENT, QUESTION, QuestionReopened, QuestionsAndAnswers, QuestionSolved
from commkit_reputation import (
    Badge,
    BadgeRank,
    Evidence,
    ListAwards,
    ListPrivileges,
    Over,
    Privilege,
    ReadReputation,
    Reputation,
    VoteEvidence,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

DECLARED = (
    VoteEvidence(name="answer_voted", summary="votes on your answers", up=10, down=-2, cost=-1, kinds=("answer",)),
    VoteEvidence(name="question_voted", summary="votes on your questions", up=5, down=-2, kinds=("question",)),
    Evidence(
        name="accepted",
        summary="your answers that were accepted",
        fact=QuestionSolved,
        to="answerer",
        by="asker",
        about="answer",
        points=15,
        quality=1,
        taken_back_by=(QuestionReopened,),
    ),
    Evidence(
        name="asked", summary="questions you asked", fact=PostCreated, to="actor", by=None, about="post",
        kinds=("question",),
    ),
    Privilege(
        name="lock",
        summary="Lock threads.",
        messages=(LockThread, UnlockThread),
        min_points=25,
        min_evidence=2,
        min_ratio=0.3,
        keep_points=20,
    ),
    Badge(name="student", title="Student", summary="Asked a question.", evidence=("asked",)),
    Badge(
        name="nice",
        title="Nice answer",
        summary="An answer with a score of 2.",
        rank=BadgeRank.SILVER,
        evidence=("answer_voted",),
        at_least=2,
        over=Over.THING,
        each=True,
    ),
    Badge(
        name="teacher",
        title="Teacher",
        summary="An answer with a score of 1.",
        evidence=("answer_voted",),
        over=Over.THING,
        kept=False,
    ),
    Badge(name="trusted", title="Trusted", summary="30 points.", rank=BadgeRank.GOLD, min_points=30, kept=False),
)  # fmt: skip
STUDY = CommunityType(
    "study",
    features=(
        "posts",
        "qa.questions",
        "reputation.points",
        "reputation.privileges",
        "reputation.badges",
        "reputation.leaderboards",
    ),
    post_kinds=(QUESTION, PostKind(name="note", opens=True, replies=("comment",)), ANSWER, COMMENT),
    reactions={"up": 1, "down": -1, "heart": 2, "thanks": 0},
    roles={"member": Role(grants=frozenset({"posts.lock"}))},
    declares=DECLARED,
)
"""A type where members vote and accept; who has earned it locks threads."""


class Town(PluginTown):
    """One community `study`; options are those of `Reputation`."""

    community = CreateCommunity(
        "study",
        type="study",
        title="Study",
        purpose="Learn together",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "reputation"
    staff: ClassVar[dict[str, str]] = {"dan": "member", "eve": "member"}

    def composed(self, **options: Any) -> dict[str, Any]:
        types = [options.pop("type", STUDY)]
        return {"plugins": [QuestionsAndAnswers(), Reputation(**options)], "types": types}

    def id(self, key: str) -> MemberId:
        with self.kit.session(key, self.community.slug, read_only=True) as session:
            return session.member

    def vote(self, actor: str, post: PostId, reaction: str = "up") -> None:
        self.do(actor, AddReaction(post, reaction))

    def unvote(self, actor: str, post: PostId, reaction: str = "up") -> None:
        self.do(actor, RemoveReaction(post, reaction))

    def work(self) -> None:
        """Let the worker do all there is."""
        report = self.kit.worker().drain()
        assert (report.failed, report.parked, report.left) == (0, 0, 0), report

    def points(self, key: str) -> int:
        self.work()
        return self.ask("stew", ReadReputation(self.id(key))).points

    def badges(self, key: str) -> list[str]:
        self.work()
        return [award.badge for award in self.ask("stew", ListAwards(self.id(key))).items]

    def privileges(self, key: str) -> list[str]:
        self.work()
        return [each.name for each in self.ask("stew", ListPrivileges(self.id(key))) if each.held]


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town


@pytest.fixture
def study() -> CommunityType:
    """The type of the town."""
    return STUDY
