"""The statements of communities and their directory."""

from sqlalchemy import bindparam, insert, or_, select, update

from commkit.communities.records import Community, Visibility
from commkit.communities.tables import RECORD, community, directory
from commkit.runtime.model.records import AuditEntry
from commkit.runtime.storage.statements import insert_if_absent, statement, visible_statement
from commkit.runtime.storage.tables import audit

_HERE = community.c.community_id == bindparam("community_id")
_PUBLICLY_LISTED = or_(
    community.c.visibility == Visibility.PUBLIC, community.c.visibility == Visibility.LISTED
)
"""Communities that everybody finds."""

RESERVE_SLUG = statement(lambda: insert_if_absent(directory))
ADD = statement(lambda: insert(community))
ONE = statement(
    lambda: select(*RECORD).where(
        _HERE, or_(_PUBLICLY_LISTED, community.c.community_id == bindparam("inside"))
    ),
    into=Community,
)
SETTINGS = statement(lambda: select(community.c.settings, community.c.version).where(_HERE))
UPDATE = statement(
    lambda: (
        update(community)
        .values(
            {
                name: bindparam(name)
                for name in ("title", "purpose", "visibility", "join_policy", "care_hours", "review_on")
            }
            | {"version": community.c.version + 1}
        )
        .where(_HERE, community.c.version == bindparam("expected_version"))
    )
)
SET_SETTINGS = statement(
    lambda: (
        update(community)
        .values(settings=bindparam("new_settings"), version=community.c.version + 1)
        .where(_HERE, community.c.version == bindparam("expected_version"))
    )
)
SET_TYPE = statement(
    lambda: (
        update(community)
        .values(type=bindparam("new_type"), version=community.c.version + 1)
        .where(_HERE, community.c.type == bindparam("expected_type"))
    )
)
TYPE = statement(lambda: select(community.c.type).where(_HERE))
TYPE_LOCKED = statement(lambda: select(community.c.type).where(_HERE).with_for_update(read=True))
SET_ARCHIVED = statement(
    lambda: update(community).values(archived_at=bindparam("new_archived_at")).where(_HERE)
)
CHANGE_MEMBER_COUNT = statement(
    lambda: update(community).values(member_count=community.c.member_count + bindparam("change")).where(_HERE)
)
LIST = statement(
    lambda: (
        select(*RECORD)
        .select_from(directory.join(community, community.c.community_id == directory.c.community_id))
        .where(
            directory.c.slug > bindparam("after"),
            _PUBLICLY_LISTED,
        )
        .order_by(directory.c.slug)
        .limit(bindparam("size"))
    ),
    into=Community,
)
AUDIT_ENTRIES = visible_statement(
    lambda visible: (
        select(audit.c.id, audit.c.command, audit.c.member, audit.c.result, audit.c.at)
        .where(
            audit.c.community_id == bindparam("community_id"),
            audit.c.id < bindparam("after"),
            visible.unless_hidden(audit.c.community_id, audit.c.result),
        )
        .order_by(audit.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=AuditEntry,
)
