"""The end of the demo: a support community in numbers, on one screen."""

from textwrap import shorten
from typing import Any

from attrs import asdict, frozen
from rich.console import RenderableType
from rich.text import Text

from commkit import SYSTEM, Kit
from commkit.adapters.cli.command_api import table
from commkit.communities import ReadCommunity
from commkit.posts import ListPopularTags
from commkit_demo.rendering import NONE, duration, screen, share, tags_table
from commkit_qa import ReadCanonicalNumbers
from commkit_support import ListUnansweredQuestions, ReadSupportMetrics

_TITLE = 46


@frozen
class UnansweredQuestion:
    """A question in the unanswered queue.

    Attributes:
        title: Its title.
        by: The asker's name.
        days: For how many days it waits.
    """

    title: str
    by: str
    days: int


@frozen
class SupportSummary:
    """A support community in numbers.

    Attributes:
        title: Its name.
        members: The number of members.
        questions: Questions that were not removed.
        solved: Those with an accepted answer.
        unanswered: Those without any answer.
        canonical: Answers that staff stands for.
        first_reply: The median time to the first reply, seconds; None without any.
        late: The share of promised first replies that came late or not yet; None where none was promised.
        tags: The busiest tags with their threads.
        queue: The head of the unanswered queue: those who are owed a first reply ahead.
    """

    title: str
    members: int
    questions: int
    solved: int
    unanswered: int
    canonical: int
    first_reply: float | None
    late: float | None
    tags: tuple[tuple[str, int], ...]
    queue: tuple[UnansweredQuestion, ...]

    def as_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        return asdict(self)

    def rendered(self) -> RenderableType:
        """The same for people."""
        tiles = (
            ("members", f"{self.members:,}"),
            ("questions", f"{self.questions:,}"),
            ("solved", share(self.solved, self.questions)),
            ("unanswered", f"{self.unanswered:,}"),
            ("canonical", f"{self.canonical:,}"),
            ("first reply", duration(self.first_reply)),
            ("late", NONE if self.late is None else f"{self.late:.0%}"),
        )
        return screen(self.title, tiles, tags_table(self.tags), _queue(self))


def read_summary(kit: Kit, slug: str) -> SupportSummary:
    """Read the numbers of a community."""
    with kit.session(SYSTEM, slug, read_only=True) as session:
        here = session.ask(ReadCommunity())
        numbers = session.ask(ReadSupportMetrics())
        queue = session.ask(ListUnansweredQuestions(limit=5)).items
        tags = session.ask(ListPopularTags(limit=6))
        median = numbers.median_first_reply
        return SupportSummary(
            title=here.title,
            members=here.member_count,
            questions=numbers.questions,
            solved=numbers.solved,
            unanswered=numbers.unanswered,
            canonical=session.ask(ReadCanonicalNumbers()).canonical,
            first_reply=median.total_seconds() if median is not None else None,
            late=numbers.overdue_rate,
            tags=tuple((tag.name, tag.post_count) for tag in tags),
            queue=tuple(
                UnansweredQuestion(
                    one.title, one.author_name, max((kit.clock() - one.clock.opened_at).days, 0)
                )
                for one in queue
            ),
        )


def _queue(summary: SupportSummary) -> RenderableType | None:
    if not summary.queue:
        return Text("nobody waits for an answer", style="green")
    rows = [(shorten(one.title, _TITLE, placeholder="…"), one.by, f"{one.days} d") for one in summary.queue]
    return table("unanswered, those owed a first reply ahead", "asked by", "for", rows=rows, right=("for",))
