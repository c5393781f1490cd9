"""Who sees groups that a feature keeps."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_

from commkit.members.feature import members
from commkit.members.groups.records import Group
from commkit.members.groups.tables import group_member
from commkit.runtime.storage.readers import Reader


@members.hides(Group)
def kept_for_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A group that a feature keeps is there for its members only, whatever somebody's role."""
    inside = exists().where(
        group_member.c.community_id == row.c.community_id,
        group_member.c.group == row.c.id,
        group_member.c.member == reader.member,
    )
    return and_(
        row.c.kept_by != "",
        not_(inside.correlate_except(group_member)),
        not_(reader.may("members.read_kept_groups")),
    )
