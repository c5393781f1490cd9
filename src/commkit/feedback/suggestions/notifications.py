"""Whom the worker tells what became of a suggestion: its author and all who voted, some hundred at a time."""

from typing import Any

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.facts import SuggestionReplied, SuggestionsMerged, SuggestionStatusChanged
from commkit.feedback.suggestions.messages import (
    NotifySuggestionFollowers,
)
from commkit.feedback.suggestions.records import Suggestion
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.sessions.context import Context

BATCH_SIZE = 500
"""Followers who are told at once."""


@feedback.subscribes_to(SuggestionStatusChanged, SuggestionReplied)
def notify_followers(delivery: Any, fact: SuggestionStatusChanged | SuggestionReplied) -> None:
    """Begin with the first of them."""
    kind = (
        "feedback.suggestion_status"
        if isinstance(fact, SuggestionStatusChanged)
        else "feedback.suggestion_reply"
    )
    with delivery.context(once=True) as context:
        context.do(
            NotifySuggestionFollowers(suggestion=fact.suggestion, notification_kind=kind, by=fact.actor)
        )


@feedback.subscribes_to(SuggestionsMerged)
def notify_author(delivery: Any, fact: SuggestionsMerged) -> None:
    """The author of a duplicate learns where it went."""
    if fact.author is not None:
        with delivery.context(once=True) as context:
            context.do(
                NotifyMembers(
                    kind="feedback.suggestion_merged",
                    to=(fact.author,),
                    record="Suggestion",
                    object=fact.into,
                    by=fact.actor,
                )
            )


@feedback.handles(NotifySuggestionFollowers)
def notify_suggestion_followers(context: Context, command: NotifySuggestionFollowers) -> None:
    """Tell some of them, and plan the next ones in the same transaction: each is told once, however it is cut."""
    about = context.get(Suggestion, command.suggestion)
    rows = context.rows(sql.FOLLOWERS, suggestion=about.id, after=command.after or sql.FIRST, size=BATCH_SIZE)
    found = tuple(member for (member,) in rows)
    if found:
        context.do(
            NotifyMembers(
                kind=command.notification_kind, to=found, record="Suggestion", object=about.id, by=command.by
            )
        )
    if len(found) == BATCH_SIZE:
        schedule_command(context, evolve(command, after=found[-1]), at=context.now, as_system=True)
