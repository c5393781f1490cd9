"""The end of the demo: a community in numbers, on one screen."""

from datetime import timedelta
from textwrap import shorten
from typing import Any

from attrs import asdict, frozen
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from commkit import SYSTEM, Kit
from commkit.adapters.cli.command_api import table
from commkit.communities import ReadCommunity
from commkit.posts import ListPopularTags
from commkit_support import ListUnansweredQuestions, ReadSupportMetrics

_BAR = 12
_TITLE = 46
_NONE = "\N{EN DASH}"


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
class DemoSummary:
    """A support community in numbers.

    Attributes:
        title: Its name.
        members: The number of members.
        questions: Questions that were not removed.
        solved: Those with an accepted answer.
        unanswered: Those without any answer.
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
    first_reply: float | None
    late: float | None
    tags: tuple[tuple[str, int], ...]
    queue: tuple[UnansweredQuestion, ...]

    def as_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        return asdict(self)


def read_summary(kit: Kit, slug: str) -> DemoSummary:
    """Read the numbers of a community."""
    with kit.session(SYSTEM, slug, read_only=True) as session:
        here = session.ask(ReadCommunity())
        numbers = session.ask(ReadSupportMetrics())
        queue = session.ask(ListUnansweredQuestions(limit=5)).items
        tags = session.ask(ListPopularTags(limit=8))
        median = numbers.median_first_reply
        return DemoSummary(
            title=here.title,
            members=here.member_count,
            questions=numbers.questions,
            solved=numbers.solved,
            unanswered=numbers.unanswered,
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


def render_summary(summary: DemoSummary) -> RenderableType:
    """The summary for people."""
    tiles = (
        ("members", f"{summary.members:,}"),
        ("questions", f"{summary.questions:,}"),
        ("solved", f"{_share(summary.solved, summary.questions)}"),
        ("unanswered", f"{summary.unanswered:,}"),
        ("first reply", _duration(summary.first_reply)),
        ("late", _NONE if summary.late is None else f"{summary.late:.0%}"),
    )
    parts: list[RenderableType] = [Rule(Text(summary.title, style="bold"), style="cyan"), _tiles(tiles)]
    sides = [_tags(summary), _queue(summary)]
    parts.append(Columns([side for side in sides if side is not None], padding=(0, 2)))
    return Group(*parts)


def _tiles(tiles: tuple[tuple[str, str], ...]) -> RenderableType:
    grid = Table.grid(expand=True)
    for _ in tiles:
        grid.add_column(ratio=1)
    cells = [
        Text.assemble((value, "bold cyan"), "\n", (name, "dim"), justify="center") for name, value in tiles
    ]
    grid.add_row(*(Panel(text, border_style="dim", padding=0) for text in cells))
    return grid


def _tags(summary: DemoSummary) -> RenderableType | None:
    if not summary.tags:
        return None
    most = max(count for _, count in summary.tags)
    rows = [
        (name, Text("█" * max(round(count / most * _BAR), 1), style="cyan"), count)
        for name, count in summary.tags
    ]
    return table("busiest tags", "", "threads", rows=rows, right=("threads",))


def _queue(summary: DemoSummary) -> RenderableType | None:
    if not summary.queue:
        return Text("nobody waits for an answer", style="green")
    rows = [(shorten(one.title, _TITLE, placeholder="…"), one.by, f"{one.days} d") for one in summary.queue]
    return table("unanswered, those owed a first reply ahead", "asked by", "for", rows=rows, right=("for",))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else _NONE


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return _NONE
    length = timedelta(seconds=round(seconds))
    hours, minutes = divmod(length.seconds // 60, 60)
    if length.days:
        return f"{length.days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
