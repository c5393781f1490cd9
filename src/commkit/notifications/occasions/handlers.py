"""Who is told of what happens to the community, and of what waits for somebody to take care of it."""

from uuid import UUID

from attrs import evolve

from commkit.communities import Charter, CommunityEnded, SunsetAnnounced, SunsetCalledOff
from commkit.notifications import statements as telling_sql
from commkit.notifications.feature import notifications
from commkit.notifications.messages import Notify
from commkit.notifications.occasions import statements as sql
from commkit.notifications.occasions.messages import TellMembers
from commkit.notifications.seeing import record_named
from commkit.notifications.telling import AT_ONCE, Telling, known_kind, tell
from commkit.posts import Draft, FirstPostWritten, Post, ScheduledPostRefused
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_FIRST = MemberId(UUID(int=0))
_NOBODY = 2**31 - 1
"""A level of trust that nobody has."""

_OF_CHARTER: dict[type, str] = {
    SunsetAnnounced: "communities.sunset_announced",
    SunsetCalledOff: "communities.sunset_called_off",
    CommunityEnded: "communities.ended",
}


@notifications.subscribes_to(SunsetAnnounced, SunsetCalledOff, CommunityEnded)
def tell_of_sunset(delivery: Delivery, fact: SunsetAnnounced | SunsetCalledOff | CommunityEnded) -> None:
    """All members, whomever they have muted: it is the community's own affair, and so it is by nobody."""
    if fact.id is not None and fact.community is not None:
        told = TellMembers(
            kind=_OF_CHARTER[type(fact)],
            record=Charter.__name__,
            object=fact.community,
            cause=fact.id,
            outdoes=True,
        )
        _tell_all(delivery, told)


@notifications.subscribes_to(FirstPostWritten)
def tell_greeters(delivery: Delivery, fact: FirstPostWritten) -> None:
    """Those who find first posts on a page of their own, so that somebody welcomes the newcomer."""
    if fact.id is not None:
        told = TellMembers(
            kind="posts.first_post",
            record=Post.__name__,
            object=fact.post,
            cause=fact.id,
            by=fact.author,
            holding="posts.greet",
        )
        _tell_all(delivery, told)


@notifications.subscribes_to(ScheduledPostRefused)
def tell_scheduler(delivery: Delivery, fact: ScheduledPostRefused) -> None:
    """The author, of the draft that stands there still."""
    with delivery.session(once=True) as session:
        session.do(
            Notify(
                kind="posts.scheduled_refused", to=(fact.author,), record=Draft.__name__, object=fact.draft
            )
        )


def _tell_all(delivery: Delivery, told: TellMembers) -> None:
    """A chunk is a unit of its own."""
    after: MemberId | None = _FIRST
    while after is not None:
        try:
            with delivery.session() as session:
                after = session.do(evolve(told, after=after))
        except NotFound:  # gone since
            return


@notifications.handles(TellMembers)
def tell_members(session: Session, command: TellMembers) -> MemberId | None:
    """The next of them, by their ids."""
    kind = known_kind(session, command.kind, command.record)
    record = record_named(session, command.record)
    if record is not None:
        session.get(record, command.object)
    found = _next(session, command)
    reached = tell(
        session,
        Telling(
            kind=kind,
            record=command.record,
            object=command.object,
            cause=command.cause,
            by=command.by,
        ),
        to=found,
    )
    if reached and command.outdoes:
        session.run(
            telling_sql.OUTDO,
            here=session.community_id,
            object=command.object,
            new_kind=kind.name,
            cause=command.cause,
            to=reached,
        )
    return found[-1] if len(found) == AT_ONCE else None


def _next(session: Session, command: TellMembers) -> list[MemberId]:
    after = command.after or _FIRST
    if not command.holding:
        rows = session.rows(sql.EVERYBODY, after=after, size=AT_ONCE)
    else:
        grants, levels = session.table.grants, session.community_type.trust
        rows = session.rows(
            sql.HOLDERS,
            roles=[role for role, trust in grants if trust == 0 and command.holding in grants[role, 0]],
            least_trust=next(
                (trust for trust, level in enumerate(levels) if command.holding in level.grants), _NOBODY
            ),
            after=after,
            size=AT_ONCE,
        )
    return [MemberId(id) for (id,) in rows]
