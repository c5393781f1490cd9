"""The end of the demo: a topical community in numbers, with its opinion map, on one screen."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import asdict, frozen
from rich.console import RenderableType
from rich.text import Text

from commkit import SYSTEM, Kit, Session
from commkit.communities import ReadCommunity
from commkit.spaces import ListSpaces
from commkit_demo.measured import MeasuredNumber, numbers_table
from commkit_demo.rendering import screen
from commkit_demo.topical.wording import ASKED
from commkit_opinion import (
    ListConsultations,
    OpinionMap,
    OpinionNumbers,
    ReadOpinionMap,
    ReadOpinionNumbers,
    draw_map,
)
from commkit_ranking import ExplainRank, ListRankedThreads, RankOrder
from commkit_topical import CoolingNumbers, ReadCoolingNumbers, ReadVoiceNumbers, VoiceNumbers

_START = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTH, _LINES = 72, 9
_HEIGHTS = range(40, 8, -2)


@frozen
class TopicalSummary:
    """A topical community in numbers.

    Attributes:
        title: Its name.
        members: The number of members.
        topics: Sub-topics.
        statements: Statements that are voted on.
        votes: Votes on them; 0 where too few people voted to tell.
        groups: The sizes of the groups that vote alike.
        map: The opinion map, drawn; a sentence where there are no groups, or the extra that computes them.
        numbers: Numbers with their samples and sources.
    """

    title: str
    members: int
    topics: int
    statements: int
    votes: int
    groups: tuple[int, ...]
    map: str
    numbers: tuple[MeasuredNumber, ...]

    def as_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        return asdict(self)

    def rendered(self) -> RenderableType:
        """The same for people."""
        tiles = (
            ("members", f"{self.members:,}"),
            ("sub-topics", f"{self.topics:,}"),
            ("statements", f"{self.statements:,}"),
            ("votes on them", f"{self.votes:,}"),
            ("groups", f"{len(self.groups):,}"),
        )
        return screen(self.title, tiles, numbers_table(self.numbers), Text(self.map))


def read_summary(kit: Kit, slug: str) -> TopicalSummary:
    """Read the numbers of a community, as its visitors see it; those of proposals as the host does."""
    with kit.session(SYSTEM, slug, read_only=True) as session:
        here, proposed = session.ask(ReadCommunity()), session.ask(ReadOpinionNumbers())
        until = datetime.now(UTC) + timedelta(days=1)
        voices = session.ask(ReadVoiceNumbers(_START, until))
        cooling = session.ask(ReadCoolingNumbers(_START, until))
    with kit.session(None, slug, read_only=True) as visitor:
        found = _map(visitor)
        numbers = [
            *_best(visitor),
            _accepted(proposed),
            *_consensus(found),
            _members_first(voices),
            _heated_again(cooling),
        ]
        return TopicalSummary(
            title=here.title,
            members=here.member_count,
            topics=len(visitor.ask(ListSpaces())),
            statements=found.statements if found is not None else 0,
            votes=found.votes or 0 if found is not None else 0,
            groups=tuple(group.size for group in found.groups) if found is not None else (),
            map=_drawn(found) if found is not None else "",
            numbers=tuple(numbers),
        )


def _map(visitor: Session) -> OpinionMap | None:
    """The map of what the simulated members were asked; None where they were not."""
    for asked in visitor.ask(ListConsultations()).items:
        if asked.title == ASKED[0]:
            return visitor.ask(ReadOpinionMap(asked.id))
    return None


def _drawn(found: OpinionMap) -> str:
    """The map as large as it fits on the screen without its empty lines: groups often stand beside each other."""
    for height in _HEIGHTS:
        lines = draw_map(found, width=_WIDTH, height=height).strip("\n").splitlines()
        if len(lines) <= _LINES:
            return "\n".join(lines)
    return draw_map(found, width=_WIDTH, height=_LINES)


def _best(visitor: Session) -> Iterator[MeasuredNumber]:
    for thread in visitor.ask(ListRankedThreads(order=RankOrder.BEST, limit=1)).items:
        why = visitor.ask(ExplainRank(thread.id, order=RankOrder.BEST))
        yield MeasuredNumber("best thread", why.value, "share", why.up + why.down, "Wilson, lower end, 95 %")


def _accepted(proposed: OpinionNumbers) -> MeasuredNumber:
    share, n = proposed.accepted_share, proposed.accepted + proposed.rejected
    return MeasuredNumber(
        "proposals accepted", share.value if share is not None else None, "share", n, "ReadOpinionNumbers"
    )


def _members_first(voices: VoiceNumbers) -> MeasuredNumber:
    share = voices.members_first
    value, n = (share.value, share.n) if share is not None else (None, 0)
    return MeasuredNumber("members reply first", value, "share", n, "ReadVoiceNumbers")


def _heated_again(cooling: CoolingNumbers) -> MeasuredNumber:
    """Of five pairs on, and 14 days after the end: in a short simulation there are fewer."""
    value = cooling.again.value if cooling.again is not None else None
    return MeasuredNumber("pairs heated again", value, "share", cooling.observed, "ReadCoolingNumbers")


def _consensus(found: OpinionMap | None) -> Iterator[MeasuredNumber]:
    """The statement on which the groups agree most, by the group that does so least."""
    if found is not None and found.consensus:
        most = found.consensus[0]
        yield MeasuredNumber(
            "consensus, at least", most.lowest, "share", most.voters, "ReadOpinionMap: (a + 1) / (n + 2)"
        )
