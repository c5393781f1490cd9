"""Which members are notified of what: owners of a decision, reporters of the outcome, appellants of the answer."""

from typing import Any

from commkit.moderation.appeals.facts import AppealDecided
from commkit.moderation.cases import statements as cases
from commkit.moderation.checks.facts import PostHeld
from commkit.moderation.decisions.facts import CaseDecided
from commkit.moderation.decisions.records import ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.misuse.facts import ProcessingResumed
from commkit.notifications import notify
from commkit.runtime.storage.pages import FIRST_ID

_BATCH = 200


@moderation.subscribes_to(PostHeld)
def notify_author(delivery: Any, fact: PostHeld) -> None:
    """Notify the author. The object is their own membership, since they cannot see the post while it is held.

    Not while it waits for the reviewer: that takes moments, and mostly ends with the post being there.
    """
    if fact.author is not None and not fact.checked:
        with delivery.context(once=True) as context:
            notify(context, "moderation.held", (fact.author,), record="Membership", object=fact.author)


@moderation.subscribes_to(CaseDecided)
def notify_owner(delivery: Any, fact: CaseDecided) -> None:
    """Notify the member whom the decision concerns, without who reported and who decided."""
    if fact.member is not None and fact.action is not ModerationAction.DISMISS:
        with delivery.context(once=True) as context:
            notify(context, "moderation.decided", (fact.member,), record="Decision", object=fact.decision)


@moderation.subscribes_to(CaseDecided)
def notify_reporters(delivery: Any, fact: CaseDecided) -> None:
    """Notify each reporter about their own report."""
    after = FIRST_ID
    with delivery.context(once=True) as context:
        while rows := context.rows(cases.REPORTERS, decided_in=fact.decision, after=after, size=_BATCH):
            for reporter, report in rows:
                notify(context, "moderation.report_handled", (reporter,), record="Report", object=report)
            after = rows[-1][1]


@moderation.subscribes_to(AppealDecided)
def notify_appellant(delivery: Any, fact: AppealDecided) -> None:
    """Notify the member who appealed."""
    with delivery.context(once=True) as context:
        notify(context, "moderation.appeal_decided", (fact.member,), record="Decision", object=fact.decision)


@moderation.subscribes_to(ProcessingResumed)
def notify_resumed(delivery: Any, fact: ProcessingResumed) -> None:
    """Notify the member whose reports or appeals are processed again."""
    with delivery.context(once=True) as context:
        notify(
            context, "moderation.processing_resumed", (fact.member,), record="Decision", object=fact.decision
        )
