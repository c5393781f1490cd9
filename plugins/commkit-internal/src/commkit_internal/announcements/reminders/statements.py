"""The statements of reminders and escalations."""

from typing import Any

from sqlalchemy import Boolean, and_, bindparam, exists, not_, or_, select

from commkit.members import CURRENT_STATUSES, membership
from commkit.posts import post
from commkit.storage import Id, insert_if_absent, statement, upsert
from commkit_internal.announcements.must_reads.records import MustRead
from commkit_internal.announcements.must_reads.statements import (
    IS_ACTIVE,
    WITH_POST,
    WITH_READERS,
    has_acknowledged,
    is_asked,
)
from commkit_internal.announcements.reminders.records import Escalation
from commkit_internal.tables import escalation, must_read, placement, reminding, unit

_COMMUNITY: Any = bindparam("community_id")
_HERE = must_read.c.community_id == _COMMUNITY
_COLUMNS = tuple(must_read.c[name] for name in MustRead.__annotations__)
_ESCALATION = tuple(escalation.c[name] for name in Escalation.__annotations__)

LOCK = statement(
    lambda: select(must_read.c.id).where(_HERE, must_read.c.id == bindparam("id", type_=Id)).with_for_update()
)
"""One round of reminders after the other: each sees what the one before has done."""
FOR_WORKER = statement(
    lambda: (
        select(*_COLUMNS, post.c.state, post.c.removed_at)
        .select_from(WITH_POST)
        .where(_HERE, must_read.c.id == bindparam("id", type_=Id))
    )
)
"""What has to be read, and the state of its post. It checks no visibility: not for queries."""


def _keep(*changed: str) -> Any:
    adding = upsert(reminding)
    return adding.on_conflict_do_update(
        index_elements=[
            reminding.c.community_id,
            reminding.c.must_read,
            reminding.c.version,
            reminding.c.member,
        ],
        set_={name: adding.excluded[name] for name in changed},
    )


KEEP_REMINDED = statement(lambda: _keep("reminders", "last_at"))
KEEP_ESCALATED = statement(lambda: _keep("escalated_at", "manager"))
UNITS_OF = statement(
    lambda: select(placement.c.member, placement.c.unit).where(
        placement.c.community_id == _COMMUNITY,
        placement.c.until.is_(None),
        placement.c.member.in_(bindparam("members", expanding=True, type_=Id)),
    )
)
PARTNERS = statement(
    lambda: (
        select(membership.c.id)
        .where(
            membership.c.community_id == _COMMUNITY,
            membership.c.role == bindparam("role"),
            membership.c.status.in_(CURRENT_STATUSES),
        )
        .order_by(membership.c.id)
        .limit(200)
    )
)
ADD_ESCALATION = statement(lambda: insert_if_absent(escalation))
ESCALATION_TO = statement(
    lambda: select(*_ESCALATION).where(
        escalation.c.community_id == _COMMUNITY,
        escalation.c.must_read == bindparam("must_read", type_=Id),
        escalation.c.recipient == bindparam("recipient", type_=Id),
        escalation.c.as_partner == bindparam("as_partner"),
    ),
    into=Escalation,
)
ONE_TO = statement(
    lambda: select(*_ESCALATION).where(
        escalation.c.community_id == _COMMUNITY,
        escalation.c.id == bindparam("id", type_=Id),
        escalation.c.recipient == bindparam("recipient", type_=Id),
    ),
    into=Escalation,
)
"""An escalation, for whom it was made."""


def _overdue() -> Any:
    # The version is a value of its own: joined with that of what has to be read, PostgreSQL may expect that a merge of
    # versions ends early, and read all members and all posts for it.
    asked = must_read.alias()
    version = select(asked.c.version).where(
        asked.c.community_id == _COMMUNITY, asked.c.id == bindparam("must_read", type_=Id)
    )
    still_leads = exists().where(
        unit.c.community_id == _COMMUNITY,
        unit.c.manager == bindparam("recipient", type_=Id),
        unit.c.closed_at.is_(None),
    )
    return (
        select(membership.c.id)
        .select_from(
            WITH_READERS.join(
                reminding,
                (reminding.c.community_id == must_read.c.community_id)
                & (reminding.c.must_read == must_read.c.id)
                & (reminding.c.member == membership.c.id),
            )
        )
        .where(
            _HERE,
            must_read.c.id == bindparam("must_read", type_=Id),
            IS_ACTIVE,
            reminding.c.version == version.scalar_subquery(),
            reminding.c.escalated_at.is_not(None),
            or_(
                bindparam("as_partner", type_=Boolean),
                and_(
                    reminding.c.manager == bindparam("recipient", type_=Id),
                    still_leads.correlate_except(unit),
                ),
            ),
            is_asked(),
            not_(has_acknowledged()),
        )
        .order_by(membership.c.id)
        .limit(1_000)
    )


OVERDUE = statement(_overdue)
"""Of whom others were told, and who still have not acknowledged it: for a people partner all, else who they lead."""
