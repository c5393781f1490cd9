"""How event nights and streaks are read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit import Context, MemberId, Page
from commkit.events import EventId, RsvpStatus
from commkit.statistics import share_of
from commkit.storage import LAST_ID, keyset, page_size
from commkit_gaming.event_nights import statements as sql
from commkit_gaming.event_nights.feature import EventNightSettings, event_night_feature
from commkit_gaming.event_nights.handlers import loaded_night
from commkit_gaming.event_nights.messages import (
    ListEventNights,
    ListStreaks,
    ReadEventNightNumbers,
    ReadMyStreak,
)
from commkit_gaming.event_nights.policy import Night, streaks_of
from commkit_gaming.event_nights.records import EventNight, EventNightNumbers, MemberStreak, Streak

_NIGHTS = keyset(UUID, of="gaming.event_nights")
_SMALLEST = 5
"""Of how few nothing is told."""


@event_night_feature.handles(ListEventNights)
def list_event_nights(context: Context, query: ListEventNights) -> Page[EventNight]:
    """A page in one statement."""
    limit = page_size(query.limit)
    (after,) = _NIGHTS.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _NIGHTS.page(rows, limit, lambda one: (one.event,))


@event_night_feature.handles(ReadMyStreak)
def read_my_streak(context: Context, query: ReadMyStreak) -> Streak:
    """What the actor made of each night."""
    night = loaded_night(context, query.event)
    made = _made_of(context, night.event, (context.member,))[context.member]
    current, longest = streaks_of(made, most_excused=context.settings(EventNightSettings).most_excused)
    shown = bool(context.rows(sql.IS_SHOWN, event=night.event, member=context.member))
    return Streak(current, longest, made.count(Night.ATTENDED), made.count(Night.EXCUSED), len(made), shown)


@event_night_feature.handles(ListStreaks)
def list_streaks(context: Context, query: ListStreaks) -> tuple[MemberStreak, ...]:
    """Of all who show theirs, in three statements."""
    night = loaded_night(context, query.event)
    members = tuple(MemberId(member) for (member,) in context.rows(sql.SHOWN, event=night.event))
    most_excused = context.settings(EventNightSettings).most_excused
    made = _made_of(context, night.event, members) if members else {}
    found = [MemberStreak(member, *streaks_of(made[member], most_excused=most_excused)) for member in members]
    return tuple(sorted(found, key=lambda each: (-each.current, -each.longest, each.member.int)))


@event_night_feature.handles(ReadEventNightNumbers)
def read_event_night_numbers(context: Context, query: ReadEventNightNumbers) -> EventNightNumbers:
    """From the counters of the occurrences."""
    night = loaded_night(context, query.event)
    ((nights, came, said, checked),) = context.rows(sql.COUNTS, event=night.event, now=context.now)
    enough = checked and said >= _SMALLEST
    return EventNightNumbers(nights, share_of(min(came, said), said) if enough else None)


def _made_of(context: Context, event: EventId, members: Sequence[MemberId]) -> Mapping[MemberId, list[Night]]:
    """What members made of the nights that took place, in the order of time."""
    nights = context.rows(sql.NIGHTS, event=event, now=context.now)[::-1]
    answers: dict[MemberId, dict[Any, tuple[Any, ...]]] = defaultdict(dict)
    for member, night, *answer in context.rows(
        sql.ANSWERS, event=event, now=context.now, members=list(members)
    ):
        answers[MemberId(member)][night] = tuple(answer)
    return {member: [_made(night, answers[member].get(night[0])) for night in nights] for member in members}


def _made(night: tuple[Any, ...], answer: tuple[Any, ...] | None) -> Night:
    """Who was checked in attended; where nobody was checked in at all, who had a seat did."""
    _, starts_at, checked_in = night
    if answer is None:
        return Night.MISSED
    status, responded_at, checked_in_at = answer
    if checked_in_at is not None or (not checked_in and status == RsvpStatus.GOING):
        return Night.ATTENDED
    excused = status == RsvpStatus.DECLINED and responded_at <= starts_at
    return Night.EXCUSED if excused else Night.MISSED
