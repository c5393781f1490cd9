"""A community of a type of its own where opinions are asked for, on SQLite and PostgreSQL in turn."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, CommunityType, PostKind
from commkit.communities import CreateCommunity
from commkit.members import AddMember
from commkit_opinion import (
    Consultation,
    ListStatementTotals,
    OpenConsultation,
    Opinion,
    OpinionMap,
    OpinionStatement,
    ReadOpinionMap,
    SeedStatement,
    StatementTotals,
    VoteOnStatement,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

FORUM = CommunityType(
    "forum",
    features=("posts", "opinion.consultations", "opinion.maps", "opinion.arguments"),
    post_kinds=(PostKind(name="talk", opens=True, replies=("talk",)),),
)


class Town(PluginTown):
    """One community `forum`; options are those of `Opinion`."""

    community = CreateCommunity(
        "forum",
        type="forum",
        title="Forum",
        purpose="Find out what we think",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "opinion"
    staff: ClassVar[dict[str, str]] = {}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Opinion(**options)], "types": [FORUM]}

    def consultation(self, **fields: Any) -> Consultation:
        return self.do("stew", OpenConsultation(title="Where shall we meet?", **fields))

    def seeded(self, consultation: Consultation, count: int = 1) -> list[OpinionStatement]:
        return [
            self.do("stew", SeedStatement(consultation.id, f"Place number {number} suits me."))
            for number in range(1, count + 1)
        ]

    def crowd(self, count: int, prefix: str = "p") -> list[str]:
        """So many further members."""
        names = [f"{prefix}{number}" for number in range(count)]
        with self.kit.session(SYSTEM, self.community.slug) as session:
            for name in names:
                session.do(AddMember(name))
        return names

    def vote(self, actor: str, statement: OpinionStatement, choice: str = "agree") -> Any:
        return self.do(actor, VoteOnStatement(statement.id, choice))

    def ballots(self, names: Sequence[str], statements: Sequence[OpinionStatement], row: str) -> None:
        """Let each vote on each statement: `+`, `-`, `0`, or nothing for a space."""
        words = {"+": "agree", "-": "disagree", "0": "pass"}
        for name in names:
            with self.kit.session(name, self.community.slug) as session:
                for statement, sign in zip(statements, row, strict=True):
                    if sign in words:
                        session.do(VoteOnStatement(statement.id, words[sign]))

    def work(self) -> None:
        """Let the worker do all there is, also what waits for further votes."""
        self.kit.worker().drain()
        report = self.pass_time(minutes=6)
        assert (report.failed, report.parked, report.left) == (0, 0, 0), report

    def map(self, consultation: Consultation, by: Any = "stew") -> OpinionMap:
        return self.ask(by, ReadOpinionMap(consultation.id))

    def totals(self, consultation: Consultation, by: Any = "stew") -> list[StatementTotals]:
        return list(self.ask(by, ListStatementTotals(consultation.id, limit=100)).items)


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
