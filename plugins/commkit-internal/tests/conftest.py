"""An internal community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, MemberId
from commkit.communities import CreateCommunity
from commkit.feedback import SuggestionId
from commkit.members import ListGroupMembers
from commkit_internal import (
    CreateUnit,
    CriterionDraft,
    DecideIdea,
    IdeaCall,
    IdeaOutcome,
    Internal,
    ListCallIdeas,
    MarkIdea,
    OpenIdeaCall,
    PlaceMember,
    RankedIdea,
    ReadUnit,
    SubmitIdea,
    Unit,
    UnitId,
)
from tests.plugin_town import (
    PluginTown,
    make_town,
    migrated_database,
    migrated_file,
    postgres_town,
    postgres_town_url,
    reused_database,
    reused_file,
    reused_towns,
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
    "reused_database",
    "reused_file",
    "reused_towns",
    "sqlite_town",
    "sqlite_url",
    "town",
    "url",
]


class Town(PluginTown):
    """One internal community `work`: pat is a people partner. Options are those of `Internal`."""

    community = CreateCommunity(
        "work", type="internal", title="Work", purpose="Work well", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "internal"
    staff: ClassVar[dict[str, str]] = {"pat": "people_partner"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Internal(**options)]}

    def unit(self, name: str, parent: UnitId | None = None, **fields: Any) -> Unit:
        return self.do("pat", CreateUnit(name, parent=parent, **fields))

    def place(self, member: str, unit: UnitId) -> Any:
        return self.do("pat", PlaceMember(self.member(member), unit))

    def in_group(self, unit: UnitId) -> set[MemberId]:
        """Who is in the group of a unit."""
        group = self.ask("pat", ReadUnit(unit)).group
        page = self.ask(SYSTEM, ListGroupMembers(group, limit=100))
        return {member.id for member in page.items}

    def idea_call(self, by: str = "pat", **changes: Any) -> IdeaCall:
        """A call whose ideas bob and cid mark; 7 days each to submit, to mark, and to reply."""
        week, now = timedelta(days=7), self.clock()
        given: dict[str, Any] = {
            "title": "Save energy",
            "purpose": "What wastes it?",
            "criteria": (CriterionDraft("Effect", 3), CriterionDraft("Ease")),
            "collect_until": now + week,
            "evaluate_until": now + 2 * week,
            "report_within": week,
        }
        given |= changes
        if "evaluators" not in given:
            given["evaluators"] = (self.member("bob"), self.member("cid"))
        return self.do(by, OpenIdeaCall(**given))

    def idea(self, call: IdeaCall, by: str = "ada", title: str = "Turn it off") -> SuggestionId:
        return self.do(by, SubmitIdea(call.id, title)).id

    def mark(self, by: str, idea: SuggestionId, *marks: int) -> Any:
        return self.do(by, MarkIdea(idea, marks))

    def go_to(self, moment: Any) -> None:
        """Let time pass, and the worker do what is due."""
        self.clock.advance(moment - self.clock())
        self.kit.worker().drain()

    def decide(self, idea: SuggestionId, outcome: str = "accepted", by: str = "pat") -> Any:
        return self.do(by, DecideIdea(idea, IdeaOutcome(outcome), f"It is {outcome}."))

    def ideas(self, call: IdeaCall, by: str = "ada") -> tuple[RankedIdea, ...]:
        return self.ask(by, ListCallIdeas(call=call.id, limit=100)).items


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
