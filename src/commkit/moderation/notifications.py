"""Who is told what: owners of their statement of reasons, reporters that it was decided, appellants of the answer."""

from typing import Any
from uuid import UUID

from commkit.moderation import statements as sql
from commkit.moderation.facts import AppealDecided, CaseDecided, PostHeld
from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationAction
from commkit.notifications import NotifyMembers

_AT_ONCE = 200


@moderation.subscribes_to(PostHeld)
def notify_author(delivery: Any, fact: PostHeld) -> None:
    """A post of yours waits. It is named by yourself, since you cannot see the post while it waits."""
    if fact.author is not None:
        with delivery.context(once=True) as context:
            context.do(
                NotifyMembers(
                    kind="moderation.held", to=(fact.author,), record="Membership", object=fact.author
                )
            )


@moderation.subscribes_to(CaseDecided)
def notify_owner(delivery: Any, fact: CaseDecided) -> None:
    """Something was decided about you; who reported and who decided is not told."""
    if fact.member is not None and fact.action is not ModerationAction.DISMISS:
        with delivery.context(once=True) as context:
            context.do(
                NotifyMembers(
                    kind="moderation.decided", to=(fact.member,), record="Decision", object=fact.decision
                )
            )


@moderation.subscribes_to(CaseDecided)
def notify_reporters(delivery: Any, fact: CaseDecided) -> None:
    """What you reported was decided; each of their own report."""
    after = UUID(int=0)
    with delivery.context(once=True) as context:
        while rows := context.rows(sql.REPORTERS, by_decision=fact.decision, after=after, size=_AT_ONCE):
            for reporter, report in rows:
                context.do(
                    NotifyMembers(
                        kind="moderation.report_handled", to=(reporter,), record="Report", object=report
                    )
                )
            after = rows[-1][1]


@moderation.subscribes_to(AppealDecided)
def notify_appellant(delivery: Any, fact: AppealDecided) -> None:
    """Your appeal was decided."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind="moderation.appeal_decided", to=(fact.member,), record="Decision", object=fact.decision
            )
        )
