"""Whom the worker tells what became of a suggestion: its author and all who voted, some hundred at a time."""

from typing import Any

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.facts import StatusChanged, SuggestionAnswered, SuggestionsMerged
from commkit.feedback.suggestions.messages import (
    TellFollowers,
)
from commkit.feedback.suggestions.records import Suggestion
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.sessions.session import Session

CHUNK = 500
"""Followers who are told at once."""


@feedback.subscribes_to(StatusChanged, SuggestionAnswered)
def tell_followers(delivery: Any, fact: StatusChanged | SuggestionAnswered) -> None:
    """Begin with the first of them."""
    kind = "feedback.status" if isinstance(fact, StatusChanged) else "feedback.reply"
    with delivery.session(once=True) as session:
        session.do(TellFollowers(suggestion=fact.suggestion, notification_kind=kind, by=fact.actor))


@feedback.subscribes_to(SuggestionsMerged)
def tell_author(delivery: Any, fact: SuggestionsMerged) -> None:
    """The author of a duplicate learns where it went."""
    if fact.author is not None:
        with delivery.session(once=True) as session:
            session.do(
                NotifyMembers(
                    kind="feedback.merged",
                    to=(fact.author,),
                    record="Suggestion",
                    object=fact.into,
                    by=fact.actor,
                )
            )


@feedback.handles(TellFollowers)
def tell_some(session: Session, command: TellFollowers) -> None:
    """Tell some of them, and plan the next ones in the same transaction: each is told once, however it is cut."""
    about = session.get(Suggestion, command.suggestion)
    rows = session.rows(sql.FOLLOWERS, suggestion=about.id, after=command.after or sql.FIRST, size=CHUNK)
    found = tuple(member for (member,) in rows)
    if found:
        session.do(
            NotifyMembers(
                kind=command.notification_kind, to=found, record="Suggestion", object=about.id, by=command.by
            )
        )
    if len(found) == CHUNK:
        schedule_command(session, evolve(command, after=found[-1]), at=session.now, as_system=True)
