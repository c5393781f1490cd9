"""The statement of flair."""

from sqlalchemy import and_, bindparam, select

from commkit.members import MembershipStatus, membership
from commkit.posts import post
from commkit.storage import Id, statement

AUTHORS = statement(
    lambda: (
        select(post.c.id, membership.c.role, membership.c.staff)
        .select_from(
            post.join(
                membership,
                and_(membership.c.community_id == post.c.community_id, membership.c.id == post.c.author),
            )
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
            membership.c.status == MembershipStatus.ACTIVE,
        )
    )
)
"""What the authors of some posts are now. It checks no visibility: the caller shows the posts."""
