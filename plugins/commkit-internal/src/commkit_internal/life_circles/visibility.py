"""Who sees life circles, and what stands in them, besides the wall of their spaces."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.events import Event
from commkit.feedback import Panel, Suggestion, Survey
from commkit.members import Group, group_member
from commkit.posts import Post
from commkit.spaces import Space
from commkit.storage import Reader
from commkit_internal.life_circles.feature import STAND_FOR_EMPLOYER, circle_feature
from commkit_internal.life_circles.records import Circle, CircleJoinPolicy
from commkit_internal.life_circles.statements import is_of_circle, leads_in
from commkit_internal.tables import circle, circle_invitation


def stands_above(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Something of a circle, and the reader stands for the employer, or leads somebody inside.

    They are not let in, and taken out when they become such; this holds in the moment between, too.
    """
    return and_(
        row.c.audience.is_not(None),
        not_(reader.may("spaces.read_walled")),
        is_of_circle(row),
        or_(reader.may(STAND_FOR_EMPLOYER), leads_in(row.c.community_id, row.c.audience, reader.member)),
    )


for _record in (Post, Space, Event, Suggestion, Survey, Panel):
    circle_feature.hides(_record)(stands_above)


@circle_feature.hides(Group)
def group_of_circle_above(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """The group of a circle, and the reader stands above; see `stands_above`."""
    of_circle = exists().where(circle.c.community_id == row.c.community_id, circle.c.group == row.c.id)
    return and_(
        row.c.walled,
        not_(reader.may("spaces.read_walled")),
        of_circle.correlate_except(circle),
        or_(reader.may(STAND_FOR_EMPLOYER), leads_in(row.c.community_id, row.c.id, reader.member)),
    )


@circle_feature.hides(Circle)
def not_for_the_reader(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A circle is there for those inside, those invited, and, where it is open, those who may join."""
    inside = exists().where(
        group_member.c.community_id == row.c.community_id,
        group_member.c.group == row.c.group,
        group_member.c.member == reader.member,
    )
    invited = exists().where(
        circle_invitation.c.community_id == row.c.community_id,
        circle_invitation.c.circle == row.c.id,
        circle_invitation.c.member == reader.member,
    )
    return and_(
        not_(reader.may("spaces.read_walled")),
        or_(
            reader.may(STAND_FOR_EMPLOYER),
            leads_in(row.c.community_id, row.c.group, reader.member),
            and_(
                row.c.join_policy != CircleJoinPolicy.OPEN,
                not_(inside.correlate_except(group_member)),
                not_(invited.correlate_except(circle_invitation)),
            ),
        ),
    )
