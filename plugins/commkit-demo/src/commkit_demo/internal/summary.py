"""The end of the demo: an internal community in numbers, on one screen, as far as anybody there may know them."""

from collections.abc import Iterator
from typing import Any

from attrs import asdict, frozen
from rich.console import RenderableType

from commkit import SYSTEM, Kit, NotFound, Session
from commkit.adapters.cli.command_api import table
from commkit.communities import ReadCommunity
from commkit.posts import ListPopularTags
from commkit.statistics import share_of
from commkit_articles import ListArticles, ReadDeskNumbers
from commkit_demo.client import READER
from commkit_demo.measured import MeasuredNumber, numbers_table
from commkit_demo.rendering import screen
from commkit_internal import (
    CountAcknowledgements,
    CountKudos,
    CountOnboardings,
    FindExperts,
    IdeaCallState,
    KudosCount,
    ListCircles,
    ListIdeaCalls,
    ListUnits,
    ReadIdeaNumbers,
)

_IDEAS = "ReadIdeaNumbers"
_TOPICS = 4
_DAY = 86_400
_FEWEST = 3


@frozen
class InternalSummary:
    """An internal community in numbers.

    Of life circles it has what a colleague sees who is in none: the titles of those that are open, and neither who is
    inside, nor how many, nor what is said there.

    Attributes:
        title: Its name.
        members: The number of members.
        units: Org units.
        announcements: Published announcements.
        calls: Idea calls, and how many of them were reported.
        kudos: The kudos of the last 90 days.
        circles: The titles of life circles that anybody may find.
        numbers: Numbers with their samples and sources.
        experts: Who is named for the busiest topics, with their points.
    """

    title: str
    members: int
    units: int
    announcements: int
    calls: tuple[int, int]
    kudos: int
    circles: tuple[str, ...]
    numbers: tuple[MeasuredNumber, ...]
    experts: tuple[tuple[str, str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        return asdict(self)

    def rendered(self) -> RenderableType:
        """The same for people."""
        calls, reported = self.calls
        tiles = (
            ("members", f"{self.members:,}"),
            ("units", f"{self.units:,}"),
            ("announced", f"{self.announcements:,}"),
            ("idea calls", f"{calls:,}"),
            ("reported", f"{reported:,}"),
            ("kudos", f"{self.kudos:,}"),
            ("open circles", f"{len(self.circles):,}"),
        )
        experts = (
            table("topic", "ask", "points", rows=self.experts, right=("points",)) if self.experts else None
        )
        return screen(self.title, tiles, numbers_table(self.numbers), experts)


def read_summary(kit: Kit, slug: str) -> InternalSummary:
    """Read the numbers of a community."""
    with kit.session(READER, slug, read_only=True) as colleague:
        circles = tuple(sorted(circle.title for circle in colleague.ask(ListCircles())))
        experts = tuple(_experts(colleague))
    with kit.session(SYSTEM, slug, read_only=True) as session:
        here = session.ask(ReadCommunity())
        views = session.ask(ListIdeaCalls(limit=100)).items
        reported = sum(view.call.state is IdeaCallState.REPORTED for view in views)
        kudos = session.ask(CountKudos())
        return InternalSummary(
            title=here.title,
            members=here.member_count,
            units=len(session.ask(ListUnits())),
            announcements=session.ask(ReadDeskNumbers()).published,
            calls=(len(views), reported),
            kudos=sum(count.kudos for count in kudos),
            circles=circles,
            numbers=(
                _acknowledged(session),
                *_ideas(session),
                _onboarded(session),
                _thanked(kudos, here.member_count),
                _corrected(session),
            ),
            experts=experts,
        )


def _acknowledged(session: Session) -> MeasuredNumber:
    """Over all announcements that have to be read."""
    asked = acknowledged = 0
    for shown in session.ask(ListArticles(limit=100)).items:
        try:
            counts = session.ask(CountAcknowledgements(shown.post))
        except NotFound:  # one that need not be read
            continue
        asked, acknowledged = asked + counts.asked, acknowledged + counts.acknowledged
    share = share_of(acknowledged, asked)
    return MeasuredNumber(
        "must-reads acknowledged",
        share.value if share is not None else None,
        "share",
        asked,
        "CountAcknowledgements",
    )


def _ideas(session: Session) -> Iterator[MeasuredNumber]:
    numbers = session.ask(ReadIdeaNumbers())
    times, waits = numbers.replied_in_time, numbers.time_to_decision
    yield MeasuredNumber(
        "ideas for an author", _ratio(numbers.ideas, numbers.authors), "", numbers.authors, _IDEAS
    )
    yield MeasuredNumber(
        "replied in time",
        times.value if times is not None else None,
        "share",
        times.n if times is not None else 0,
        _IDEAS,
    )
    yield MeasuredNumber(
        "median to a decision",
        waits.median.total_seconds() if waits.median is not None else None,
        "seconds",
        waits.ended + waits.waiting,
        f"{_IDEAS}: Kaplan-Meier",
    )


def _onboarded(session: Session) -> MeasuredNumber:
    """Of fewer than three nothing is told, since it would tell of single people."""
    numbers = session.ask(CountOnboardings())
    days = numbers.median_days if numbers.n >= _FEWEST else None
    seconds = days * _DAY if days is not None else None
    return MeasuredNumber(
        "median onboarding", seconds, "seconds", numbers.n, "CountOnboardings: finished ones"
    )


def _thanked(counts: tuple[KudosCount, ...], members: int) -> MeasuredNumber:
    """By value, since those who give for two values are counted for each."""
    kudos = sum(count.kudos for count in counts)
    return MeasuredNumber("kudos for a member", _ratio(kudos, members), "", members, "CountKudos: 90 days")


def _corrected(session: Session) -> MeasuredNumber:
    numbers = session.ask(ReadDeskNumbers())
    return MeasuredNumber(
        "corrections of each", numbers.corrections_per_article, "", numbers.published, "ReadDeskNumbers"
    )


def _experts(colleague: Session) -> Iterator[tuple[str, str, int]]:
    """Who stands first for each of the busiest topics."""
    for tag in colleague.ask(ListPopularTags(limit=_TOPICS)):
        for expert in colleague.ask(FindExperts(tag.name, limit=1)):
            yield tag.name, expert.member.name, expert.score or 0


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
