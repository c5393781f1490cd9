"""Notifications about suggestions, sent by the worker after the commit."""

from commkit.feedback.feature import feedback
from commkit.feedback.merging.facts import SuggestionsMerged
from commkit.feedback.suggestions.facts import SuggestionReplied, SuggestionStatusChanged
from commkit.feedback.suggestions.jobs import NotifySuggestionFollowers
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.deliveries import Delivery


@feedback.subscribes_to(SuggestionStatusChanged, SuggestionReplied)
def notify_followers(delivery: Delivery, fact: SuggestionStatusChanged | SuggestionReplied) -> None:
    """Notify the first batch of followers; the command schedules the next batch itself."""
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
def notify_author(delivery: Delivery, fact: SuggestionsMerged) -> None:
    """Notify the author of a duplicate about the suggestion it was merged into."""
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
