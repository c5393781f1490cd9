"""The end of the demo: a developer community in numbers, on one screen."""

from datetime import timedelta
from typing import Any

from attrs import asdict, frozen
from rich.console import RenderableType

from commkit import SYSTEM, Kit
from commkit.adapters.cli.command_api import table
from commkit.communities import ReadCommunity
from commkit.members import ReadMember
from commkit.posts import ListPopularTags
from commkit_demo.rendering import duration, screen, share, tags_table
from commkit_developer import ReadClosingNumbers, ReadEditNumbers, ReadTrackerNumbers
from commkit_qa import ReadAnswerTimes, ReadCanonicalNumbers, ReadFreshnessNumbers
from commkit_reputation import ReadLeaderboard


@frozen
class DeveloperSummary:
    """A developer community in numbers.

    Attributes:
        title: Its name.
        members: The number of members.
        questions: Questions that were asked.
        useful: Those with an answer that proved useful.
        useful_answer: The median time to it, seconds; None without any.
        useful_answer_with_waiting: The Kaplan-Meier median, which counts those who still wait, seconds; None while it
            is not known.
        by_members: Useful answers by members who are not staff.
        edits: Suggested edits that became versions of their posts.
        closed: How often a question was closed.
        canonical: Answers that staff stands for.
        versioned: Answers that people rely on and that state versions.
        fresh: Those of them that are known to work now.
        issues: Issues of the tracker that questions are about.
        fixes: Askers who said whether a release works for them.
        working_fixes: Those for whom it does.
        tags: The busiest tags with their threads.
        leaders: Those with the most points, with these.
    """

    title: str
    members: int
    questions: int
    useful: int
    useful_answer: float | None
    useful_answer_with_waiting: float | None
    by_members: int
    edits: int
    closed: int
    canonical: int
    versioned: int
    fresh: int
    issues: int
    fixes: int
    working_fixes: int
    tags: tuple[tuple[str, int], ...]
    leaders: tuple[tuple[str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        return asdict(self)

    def rendered(self) -> RenderableType:
        """The same for people."""
        tiles = (
            ("members", f"{self.members:,}"),
            ("questions", f"{self.questions:,}"),
            ("useful", share(self.useful, self.questions)),
            ("in", duration(self.useful_answer)),
            ("with open", duration(self.useful_answer_with_waiting)),
            ("by members", share(self.by_members, self.useful)),
            ("edits", f"{self.edits:,}"),
            ("closed", f"{self.closed:,}"),
            ("canonical", f"{self.canonical:,}"),
            ("fresh", share(self.fresh, self.versioned)),
            ("issues", f"{self.issues:,}"),
            ("fixes work", share(self.working_fixes, self.fixes)),
        )
        leaders = table("most points", "", rows=self.leaders, right=("",)) if self.leaders else None
        return screen(self.title, tiles, tags_table(self.tags), leaders)


def read_summary(kit: Kit, slug: str) -> DeveloperSummary:
    """Read the numbers of a community."""
    with kit.session(SYSTEM, slug, read_only=True) as session:
        here = session.ask(ReadCommunity())
        times = session.ask(ReadAnswerTimes())
        tags = session.ask(ListPopularTags(limit=6))
        states, tracked = session.ask(ReadFreshnessNumbers()).fresh, session.ask(ReadTrackerNumbers())
        leaders = session.ask(ReadLeaderboard(limit=6))
        return DeveloperSummary(
            title=here.title,
            members=here.member_count,
            questions=times.asked,
            useful=times.all.questions,
            useful_answer=_seconds(times.all.median),
            useful_answer_with_waiting=_seconds(times.useful_answer_with_waiting.median),
            by_members=times.peer.questions,
            edits=session.ask(ReadEditNumbers()).approved,
            canonical=session.ask(ReadCanonicalNumbers()).canonical,
            versioned=states.n if states is not None else 0,
            fresh=states.hits if states is not None else 0,
            issues=tracked.issues,
            fixes=tracked.confirmed.n if tracked.confirmed is not None else 0,
            working_fixes=tracked.confirmed.hits if tracked.confirmed is not None else 0,
            closed=session.ask(ReadClosingNumbers()).closed,
            tags=tuple((tag.name, tag.post_count) for tag in tags),
            leaders=tuple((session.ask(ReadMember(one.member)).name, one.points) for one in leaders.items),
        )


def _seconds(length: timedelta | None) -> float | None:
    return length.total_seconds() if length is not None else None
