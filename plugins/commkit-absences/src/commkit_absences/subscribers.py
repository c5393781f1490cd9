"""Notifications of deputies, and about mentions of who is out of office."""

from commkit import Delivery, NotFound
from commkit.members import Membership
from commkit.notifications import notify
from commkit.posts import MembersMentioned, Post
from commkit_absences import statements as sql
from commkit_absences.facts import DeputyDeclined, DeputyNamed
from commkit_absences.feature import absence_feature


@absence_feature.subscribes_to(DeputyNamed)
def notify_deputy(delivery: Delivery, fact: DeputyNamed) -> None:
    """Notify who stands in."""
    with delivery.context(once=True) as context:
        notify(
            context,
            fact.name,
            (fact.deputy,),
            record=Membership.__name__,
            object=fact.member,
            by=fact.member,
        )


@absence_feature.subscribes_to(DeputyDeclined)
def notify_absent(delivery: Delivery, fact: DeputyDeclined) -> None:
    """Notify who is out of office that they have no deputy."""
    with delivery.context(once=True) as context:
        notify(
            context,
            fact.name,
            (fact.member,),
            record=Membership.__name__,
            object=fact.deputy,
            by=fact.deputy,
        )


@absence_feature.subscribes_to(MembersMentioned)
def notify_about_absent(delivery: Delivery, fact: MembersMentioned) -> None:
    """Notify the author of a post that mentions somebody who is out of office; and the deputy, who may see it."""
    with delivery.context(once=True) as context:
        absences = context.rows(sql.AMONG, members=list(fact.members), now=context.now)
        if not absences:
            return
        try:
            author = context.get(Post, fact.post).author
        except NotFound:
            return  # it was deleted meanwhile
        for absence in absences:
            for kind, whom in (
                ("absences.mentioned_absent", author),
                ("absences.mentioned_instead", absence.deputy if absence.deputy != author else None),
            ):
                notify(context, kind, (whom,), record=Post.__name__, object=fact.post, by=absence.member)
