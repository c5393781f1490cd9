"""A community of a type of its own with contests, on SQLite and PostgreSQL in turn; friends do not judge each other."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, CommunityType, Context, MemberId, PostKind, Role
from commkit.communities import CreateCommunity
from commkit.members import AssignRole, Membership
from commkit_contests import (
    AddCalibrationEntry,
    AddContestJudge,
    CloseContestMarks,
    Contest,
    ContestCriterionDraft,
    ContestEntry,
    Contests,
    EndContestEntries,
    JudgeConflict,
    ListContestEntries,
    ListContestPlaces,
    MarkContestEntry,
    OpenContest,
    PublishContestResult,
    SubmitContestEntry,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown


def friends(context: Context, judge: MemberId, authors: Collection[MemberId]) -> Iterable[MemberId]:
    """Those whose names begin with the same letter."""
    names = {member: context.get(Membership, member).name for member in (judge, *authors)}
    return [member for member in authors if names[member][:1] == names[judge][:1]]


CRITERIA = (ContestCriterionDraft("Idea", 2), ContestCriterionDraft("Craft"))
GALLERY = CommunityType(
    "gallery",
    features=("posts", "contests.contests"),
    post_kinds=(PostKind(name="note", opens=True),),
    roles={"curator": Role(grants=frozenset({"contests.open"}), staff=False)},
    declares=(JudgeConflict(name="friends", summary="your friends", conflicts=friends),),
)


class Town(PluginTown):
    """One community `gallery`; stew runs its contests. Options are those of `Contests`."""

    community = CreateCommunity(
        "gallery", type="gallery", title="Gallery", purpose="Draw", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "contests"
    staff: ClassVar[dict[str, str]] = {"jon": "member", "kim": "member", "lea": "curator", "stan": "member"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Contests(**options)], "types": [GALLERY]}

    def contest(self, *judges: str, by: str = "stew", **more: Any) -> Contest:
        """A contest that takes entries for a week, with some judges."""
        now = self.clock()
        changes = {
            "criteria": CRITERIA,
            "enter_until": now + timedelta(days=7),
            "mark_until": now + timedelta(days=14),
        }
        opened = self.do(by, OpenContest("Owls", "Draw an owl.", **(changes | more)))
        for name in judges:
            self.do(by, AddContestJudge(opened.id, self.member(name)))
        return opened

    def promote(self, name: str) -> None:
        """Make somebody a steward, who may run contests of others."""
        self.do(SYSTEM, AssignRole(self.member(name), "steward"))

    def enter(self, contest: Contest, name: str, title: str = "An owl") -> ContestEntry:
        return self.do(name, SubmitContestEntry(contest.id, title, "https://example.org/owl.png"))

    def calibrate(self, contest: Contest, title: str = "A known owl") -> ContestEntry:
        return self.do("stew", AddCalibrationEntry(contest.id, title, "https://example.org/known.png"))

    def begin(self, contest: Contest) -> None:
        self.do("stew", EndContestEntries(contest.id))

    def mark(self, judge: str, entry: ContestEntry, *marks: int) -> Any:
        return self.do(judge, MarkContestEntry(entry.id, marks))

    def publish(self, contest: Contest) -> list[tuple[int | None, str]]:
        """Publish the result; gives the places and titles."""
        self.do("stew", CloseContestMarks(contest.id))
        self.do("stew", PublishContestResult(contest.id))
        return self.places(contest)

    def places(self, contest: Contest, reader: Any = None) -> list[tuple[int | None, str]]:
        page = self.ask(reader, ListContestPlaces(contest.id))
        return sorted((entry.place, entry.title) for entry in page.items)

    def seen(self, reader: Any, contest: Contest) -> list[tuple[str, MemberId | None]]:
        """The titles of the entries that somebody sees, and whose they are for them."""
        page = self.ask(reader, ListContestEntries(contest.id))
        return sorted(((entry.title, entry.author) for entry in page.items), key=str)


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
