"""The groups of audiences follow placements, groups, roles and memberships, in the same transaction."""

from commkit import Conflict, Context
from commkit.members import (
    GroupDeleted,
    GroupJoined,
    GroupLeft,
    MemberJoined,
    MembershipStatusChanged,
    RoleAssigned,
)
from commkit.posts import Post
from commkit_articles import ArticlePublished
from commkit_internal.announcements.audiences import statements as sql
from commkit_internal.announcements.audiences.handlers import announcing_roles, keep_up
from commkit_internal.announcements.feature import announcement_feature
from commkit_internal.units.facts import MemberPlaced, PlacementEnded, UnitMoved


@announcement_feature.reacts_to(
    MemberPlaced, PlacementEnded, MemberJoined, MembershipStatusChanged, RoleAssigned
)
def follow_member(
    context: Context,
    fact: MemberPlaced | PlacementEnded | MemberJoined | MembershipStatusChanged | RoleAssigned,
) -> None:
    """Bring them into the audiences that are meant for them now, and out of the others."""
    keep_up(
        context,
        context.rows(sql.MISPLACED_MEMBER, member=fact.member, announcing=announcing_roles(context)),
    )


@announcement_feature.reacts_to(GroupJoined, GroupLeft)
def follow_group(context: Context, fact: GroupJoined | GroupLeft) -> None:
    """The same where a group that people keep has another member; of units the placement tells."""
    found = context.one(sql.IS_PART, group=fact.group)
    if found is not None and found[0] is None:
        misplaced = context.rows(
            sql.MISPLACED_MEMBER, member=fact.member, announcing=announcing_roles(context)
        )
        keep_up(context, misplaced)


@announcement_feature.reacts_to(UnitMoved)
def follow_unit(context: Context, fact: UnitMoved) -> None:
    """The same for all who were moved with their unit."""
    keep_up(context, context.rows(sql.MISPLACED_BELOW, id=fact.unit, announcing=announcing_roles(context)))


@announcement_feature.reacts_to(ArticlePublished)
def bring_up_to_date(context: Context, fact: ArticlePublished) -> None:
    """Look once more before readers are told: a role may have been assigned while the audience was opened."""
    group = context.get(Post, fact.post).audience
    found = context.one(sql.OF_GROUP, group=group) if group is not None else None
    if found is not None:
        keep_up(
            context, context.rows(sql.MISPLACED_IN, audience=found.id, announcing=announcing_roles(context))
        )


@announcement_feature.reacts_to(GroupDeleted)
def check_is_no_part(context: Context, fact: GroupDeleted) -> None:
    """A group that an audience is made of is not deleted: the audience would be for nobody, or for all.

    Raises:
        Conflict: It is one.
    """
    if context.one(sql.IS_PART, group=fact.group) is not None:
        raise Conflict(
            "internal.group_in_audience", "announcements are for this group; take its members out instead"
        )
