"""Whether the answer of staff has to wait, and until when; no database."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from commkit.posts import Post
from commkit_support.clock.records import Goal, QuestionClock
from commkit_support.policy import has_word, words_of
from commkit_support.yielding.feature import YieldSettings
from commkit_support.yielding.records import Bypass


def wait_of(
    question: Post,
    clock: QuestionClock | None,
    settings: YieldSettings,
    *,
    orphan_after: timedelta,
    now: datetime,
) -> Bypass | datetime:
    """Until when an answer of staff waits; or why it does not.

    Args:
        question: The question.
        clock: Its clock, if it has one.
        settings: The settings of the window.
        orphan_after: When a question to which nobody replied counts as orphaned, see `commkit_qa.OrphanSettings`.
        now: The moment.
    """
    if settings.window is None:
        return Bypass.OFF
    if question.by_staff:
        return Bypass.BY_STAFF
    if is_about_safety(f"{question.title}\n{question.body}", settings.safety_words):
        return Bypass.SAFETY
    warned = [] if clock is None else list(_warnings(clock))
    if any(moment <= now for moment in warned):
        return Bypass.PROMISE
    orphaned = question.created_at + orphan_after
    is_alone = clock is None or clock.replied_at is None
    if is_alone and orphaned <= now:
        return Bypass.ORPHAN
    end = min([question.created_at + settings.window, *([orphaned] if is_alone else ()), *warned])
    return Bypass.OVER if end <= now else end


def is_about_safety(text: str, words: Iterable[str]) -> bool:
    """Whether a text has one of some words or phrases, as the scope charter finds them; see `has_word`."""
    read = words_of(text)
    return any(has_word(read, word) for word in words)


def _warnings(clock: QuestionClock) -> Iterable[datetime]:
    """When promises that are not kept are due soon; a clock that is paused owes nothing."""
    for goal in Goal:
        promise = clock.promise(goal)
        if promise.warn_at is not None and clock.kept_at(goal) is None and clock.paused_since is None:
            yield promise.warn_at
