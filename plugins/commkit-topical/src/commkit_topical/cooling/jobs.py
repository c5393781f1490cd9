"""The worker's own commands of cooling."""

from datetime import timedelta
from itertools import groupby

from attrs import evolve, frozen

from commkit import Command, Context
from commkit.moderation import ModerationSettings, count_reporters
from commkit.posts import Post, PostId
from commkit.storage import schedule_command
from commkit_topical.cooling import statements as sql
from commkit_topical.cooling.feature import CoolingSettings, cooling_feature
from commkit_topical.cooling.handlers import end_cooling, open_thread_of, start_cooling
from commkit_topical.cooling.policy import LEAST_REPLIES, WINDOW, gaps_of, heat_of, usual_gap_of
from commkit_topical.cooling.records import Cooling, CoolingEnd, CoolingId, Heat, Turn

_BASELINE = timedelta(days=28)


@frozen
class MeasureHeat(Command[CoolingId | None]):
    """Measure the heat of a thread, and slow it down if it is hot; the worker sends it after each reply and report.

    Attributes:
        thread: The thread.

    Returns:
        The cooling that began; None where none did.
    """

    permission = "topical.measure_heat"
    when_archived = True

    thread: PostId


@frozen
class ReviewCooling(Command[CoolingEnd | None]):
    """Measure the heat of a thread that is slowed down, and let it go if it has cooled; the worker sends it when due.

    Attributes:
        cooling: The cooling.

    Returns:
        Why it ended; None where it did not.
    """

    permission = "topical.review_cooling"
    when_archived = True

    cooling: CoolingId


@cooling_feature.handles(MeasureHeat)
def measure_heat(context: Context, command: MeasureHeat) -> CoolingId | None:
    """Only threads that people replied in often enough lately are looked at closer, and none of an archive."""
    if not context.settings(ModerationSettings).thread_slow_mode or context.community.archived_at is not None:
        return None
    turns = _turns(context, command.thread)
    if len(turns) < LEAST_REPLIES or context.one(sql.RUNNING, thread=command.thread) is not None:
        return None
    thread = open_thread_of(context, command.thread)
    if thread is None:
        return None
    heat = _heat(context, thread, turns)
    if heat.value < context.settings(CoolingSettings).hot:
        return None
    made = start_cooling(context, thread, heat)
    if made is None:
        return None
    schedule_command(context, ReviewCooling(made.id), at=made.review_at, as_system=True)
    return made.id


@cooling_feature.handles(ReviewCooling)
def review_cooling(context: Context, command: ReviewCooling) -> CoolingEnd | None:
    """End it, or look again later."""
    found = context.one(sql.LOCKED, id=command.cooling)
    if found is None or found.review_at > context.now:
        return None
    end = _end_of(context, found)
    if end is not None:
        end_cooling(context, found, end)
        return end
    later = evolve(found, review_at=context.now + context.settings(CoolingSettings).review)
    context.run(sql.POSTPONE, id=found.id, at=later.review_at)
    schedule_command(context, command, at=later.review_at, as_system=True)
    return None


def _end_of(context: Context, found: Cooling) -> CoolingEnd | None:
    settings = context.settings(CoolingSettings)
    thread = open_thread_of(context, found.thread)
    if thread is None or context.community.archived_at is not None:
        return CoolingEnd.GONE
    if _heat(context, thread, _turns(context, thread.id)).value < settings.cool:
        return CoolingEnd.COOLED
    return CoolingEnd.LONGEST if context.now >= found.started_at + settings.longest else None


def _turns(context: Context, thread: PostId) -> list[Turn]:
    return context.rows(sql.TURNS, thread=thread, since=context.now - WINDOW)


def _heat(context: Context, thread: Post, turns: list[Turn]) -> Heat:
    usual = _usual_gap(context, thread)
    reporters = count_reporters(context, Post.__name__, [turn.post for turn in turns])
    return heat_of(turns, usual_gap=usual, reporters=reporters)


def _usual_gap(context: Context, thread: Post) -> timedelta:
    before = context.now - WINDOW
    own = [at for (at,) in context.rows(sql.OWN_TIMES, thread=thread.id, before=before)]
    active = (
        context.rows(sql.ACTIVE_OUTSIDE, thread=thread.id)
        if thread.space is None
        else context.rows(sql.ACTIVE_IN_SPACE, thread=thread.id, space=thread.space)
    )
    threads = [id for (id,) in active]
    given = {"threads": threads, "before": before, "since": context.now - _BASELINE}
    rows = context.rows(sql.TIMES_OF, **given) if threads else []
    around = [
        gap for _, group in groupby(rows, lambda row: row[0]) for gap in gaps_of([at for _, at in group])
    ]
    otherwise = context.settings(CoolingSettings).usual_gap
    return usual_gap_of(gaps_of(own[::-1]), around, otherwise=otherwise)
