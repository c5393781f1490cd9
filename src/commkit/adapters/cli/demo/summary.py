"""What the demo shows at its end: a community in numbers, on one screen."""

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

from commkit.adapters.cli.demo.support_actions import message_class
from commkit.adapters.cli.output import table
from commkit.communities import ReadCommunity
from commkit.kit import Kit
from commkit.posts import ListPopularTags
from commkit.runtime.sessions.composition import SYSTEM

_BAR = 12
_TITLE = 46
_NONE = "\N{EN DASH}"


@frozen
class UnansweredQuestion:
    """A question in the unanswered queue.

    Attributes:
        title: What it is called.
        by: Who asks.
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
        members: How many belong to it.
        questions: Questions that stand.
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
    """Ask the community how it does."""
    with kit.session(SYSTEM, slug, read_only=True) as session:
        here = session.ask(ReadCommunity())
        numbers = session.ask(message_class(kit, "support.read_support_metrics")())
        queue = session.ask(message_class(kit, "support.list_unanswered_questions")(limit=5)).items
        tags = session.ask(ListPopularTags(limit=8))
        median = numbers.median_first_reply
        return DemoSummary(
            title=here.title,
            members=here.member_count,
            questions=numbers.questions,
            solved=numbers.solved,
            unanswered=numbers.unanswered,
            first_reply=median.total_seconds() if median is not None else None,
            late=numbers.breached_share,
            tags=tuple((tag.name, tag.post_count) for tag in tags),
            queue=tuple(
                UnansweredQuestion(
                    one.title, one.author_name, max((kit.clock() - one.case.opened_at).days, 0)
                )
                for one in queue
            ),
        )


def render_summary(picture: DemoSummary) -> RenderableType:
    """The picture for people."""
    tiles = (
        ("members", f"{picture.members:,}"),
        ("questions", f"{picture.questions:,}"),
        ("solved", f"{_share(picture.solved, picture.questions)}"),
        ("unanswered", f"{picture.unanswered:,}"),
        ("first reply", _duration(picture.first_reply)),
        ("late", _NONE if picture.late is None else f"{picture.late:.0%}"),
    )
    parts: list[RenderableType] = [Rule(Text(picture.title, style="bold"), style="cyan"), _tiles(tiles)]
    sides = [_tags(picture), _queue(picture)]
    parts.append(Columns([side for side in sides if side is not None], padding=(0, 2)))
    return Group(*parts)


def _tiles(tiles: tuple[tuple[str, str], ...]) -> RenderableType:
    grid = Table.grid(expand=True)
    for _ in tiles:
        grid.add_column(ratio=1)
    told = [
        Text.assemble((value, "bold cyan"), "\n", (name, "dim"), justify="center") for name, value in tiles
    ]
    grid.add_row(*(Panel(text, border_style="dim", padding=0) for text in told))
    return grid


def _tags(picture: DemoSummary) -> RenderableType | None:
    if not picture.tags:
        return None
    most = max(count for _, count in picture.tags)
    rows = [
        (name, Text("█" * max(round(count / most * _BAR), 1), style="cyan"), count)
        for name, count in picture.tags
    ]
    return table("busiest tags", "", "threads", rows=rows, right=("threads",))


def _queue(picture: DemoSummary) -> RenderableType | None:
    if not picture.queue:
        return Text("nobody waits for an answer", style="green")
    rows = [(shorten(one.title, _TITLE, placeholder="…"), one.by, f"{one.days} d") for one in picture.queue]
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
