"""The tables of co-hosts and invitations."""

from sqlalchemy import Column, ForeignKeyConstraint, Table

from commkit.events.tables import event, metadata
from commkit.members import membership
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, plain


def _people(name: str, member: str, by: str) -> Table:
    return Table(
        name,
        metadata,
        community_id(),
        Column("event", Id, primary_key=True, info=plain("The event.")),
        Column("member", Id, primary_key=True, info=person(member)),
        Column("by", Id, info=person(by, owns=False)),
        Column("at", UtcDateTime, nullable=False, info=plain("When.")),
        ForeignKeyConstraint(["community_id", "event"], [event.c.community_id, event.c.id]),
        ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
        info=COMMUNITY,
    )


invited = _people("commkit_event_invited", "Who was invited.", "Who invited them.")
cohost = _people("commkit_event_cohost", "The co-host.", "Who made them a co-host.")
