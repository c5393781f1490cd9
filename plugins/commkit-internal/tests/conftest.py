"""An internal community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from sqlalchemy import text

from commkit import SYSTEM, MemberId
from commkit.communities import CreateCommunity
from commkit.events import CreateEvent, Event
from commkit.feedback import SuggestionId
from commkit.members import GroupId, ListGroupMembers
from commkit.posts import CreateThread, Post, PostId
from commkit.privacy import ErasePerson, ErasureResult
from commkit_articles import (
    ApproveArticle,
    Article,
    ArticleId,
    ListArticles,
    ListDeskArticles,
    PublishArticle,
    SubmitArticle,
)
from commkit_internal import (
    CreateAnnouncement,
    CreateUnit,
    CriterionDraft,
    DecideIdea,
    HoldMember,
    HoldThread,
    IdeaCall,
    IdeaOutcome,
    Internal,
    LegalHold,
    ListCallIdeas,
    MarkIdea,
    MarkMustRead,
    Minutes,
    OpenIdeaCall,
    OpenLegalHold,
    PlaceMember,
    RankedIdea,
    ReadUnit,
    StartMinutes,
    SubmitIdea,
    Unit,
    UnitId,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown


class Town(PluginTown):
    """One internal community `work`: pat and pam are people partners, lex is legal counsel.

    Options are those of `Internal`, and `fields`.
    """

    community = CreateCommunity(
        "work", type="internal", title="Work", purpose="Work well", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "internal"
    staff: ClassVar[dict[str, str]] = {"pat": "people_partner", "pam": "people_partner", "lex": "legal"}

    def composed(self, **options: Any) -> dict[str, Any]:
        fields = options.pop("fields", None)
        return {"plugins": [Internal(**options)], **({"fields": fields} if fields else {})}

    def unit(self, name: str, parent: UnitId | None = None, **fields: Any) -> Unit:
        return self.do("pat", CreateUnit(name, parent=parent, **fields))

    def place(self, member: str, unit: UnitId) -> Any:
        return self.do("pat", PlaceMember(self.member(member), unit))

    def topic(self, by: str = "ada", body: str = "The mill leaks.") -> Post:
        return self.do(by, CreateThread(kind="topic", title="Mill", body=body))

    def hold(self, *, members: tuple[str, ...] = (), threads: tuple[PostId, ...] = ()) -> LegalHold:
        """Open a legal hold that reaches these."""
        opened = self.do("lex", OpenLegalHold("Mill", "Somebody sues."))
        for name in members:
            self.do("lex", HoldMember(opened.id, self.member(name)))
        for id in threads:
            self.do("lex", HoldThread(opened.id, id))
        return opened

    def event(self, by: str = "ada", **fields: Any) -> Event:
        """A meeting in a week; `fields` are those of `CreateEvent`."""
        given: dict[str, Any] = {
            "title": "Board",
            "local_start": "2026-03-09T10:00",
            "local_end": "2026-03-09T11:00",
            "time_zone": "Europe/Vienna",
        }
        return self.do(by, CreateEvent(**given | fields))

    def minutes(self, by: str = "ada", body: str = "", **fields: Any) -> Minutes:
        """The minutes of a new meeting."""
        return self.do(by, StartMinutes(self.event(by, **fields).id, body=body))

    def days(self, days: int) -> timedelta:
        return timedelta(days=days)

    def day(self, days: int) -> date:
        """The day so many days from now."""
        return self.clock().date() + timedelta(days=days)

    def erase(self, key: str) -> ErasureResult:
        return self.kit.transact(SYSTEM, None, lambda lobby: lobby.do(ErasePerson(key)))

    def bodies(self, table: str = "post") -> set[str]:
        """The texts of all posts, or of their earlier versions."""
        with self.kit.database.engine.connect() as connection:
            return set(connection.scalars(text(f"SELECT body FROM commkit_{table}")))

    def approved(self, by: str = "pat", reviewer: str = "pam", **fields: Any) -> Article:
        """An announcement that somebody else has approved; `fields` are those of `CreateAnnouncement`."""
        given = {"title": "New travel rules", "body": "Trains, no flights."} | fields
        draft = self.do(by, CreateAnnouncement(**given))
        self.do(by, SubmitArticle(draft.id, draft.version))
        return self.do(reviewer, ApproveArticle(draft.id, draft.version))

    def announced(self, by: str = "pat", **fields: Any) -> Post:
        return self.do(by, PublishArticle(self.approved(by, **fields).id))

    def must_read(self, by: str = "pat", days: int = 7, **fields: Any) -> Post:
        """A published announcement that has to be read within some days."""
        post = self.announced(by, **fields)
        self.do(by, MarkMustRead(post.id, self.clock() + timedelta(days=days), post.version))
        return post

    def article_of(self, post: Post) -> ArticleId:
        page = self.ask("stew", ListDeskArticles(limit=100))
        (found,) = [article.id for article in page.items if article.post == post.id]
        return found

    def title_seen(self, name: str) -> list[str]:
        """The titles of all announcements that somebody sees."""
        return [shown.title for shown in self.ask(name, ListArticles()).items]

    def in_group(self, unit: UnitId) -> set[MemberId]:
        """Who is in the group of a unit."""
        return self.group_members(self.ask("pat", ReadUnit(unit)).group)

    def in_audience(self, post: Post) -> set[MemberId]:
        """Who is in the group of the audience of a post."""
        assert post.audience is not None
        return self.group_members(post.audience)

    def group_members(self, group: GroupId) -> set[MemberId]:
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
