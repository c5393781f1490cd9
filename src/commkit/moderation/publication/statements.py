"""The statements of posts that wait."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, not_, null, or_, select, update
from sqlalchemy import case as when

from commkit.members import group
from commkit.moderation.cases.statements import ME, NOW, about_object, here
from commkit.moderation.publication.policy import AWAITS_REVIEWER, NO_FINDINGS
from commkit.moderation.publication.records import HeldPost
from commkit.moderation.tables import case, detection
from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_THREAD: Any = bindparam("thread", type_=Id)


def _found(*conditions: Any) -> Any:
    """Whether the case has such a detection since it was opened."""
    return exists().where(
        detection.c.community_id == case.c.community_id,
        detection.c.case == case.c.id,
        detection.c.at >= case.c.opened_at,
        *conditions,
    )


_AWAITS_REVIEWER = and_(
    _found(detection.c.check == AWAITS_REVIEWER), not_(_found(detection.c.check != AWAITS_REVIEWER))
)
_IS_HELD = and_(case.c.held, case.c.closed_at.is_(None))

MINE = statement(
    lambda: (
        select(
            *POST_COLUMNS,
            case.c.opened_at,
            when((_AWAITS_REVIEWER, "reviewer"), else_="moderator"),
        )
        .select_from(
            AUTHORED_POSTS.join(
                case,
                and_(
                    case.c.community_id == post.c.community_id,
                    case.c.record == Post.__name__,
                    case.c.object == post.c.id,
                ),
            )
        )
        .where(
            here(post),
            post.c.author == bindparam("me", type_=Id),
            post.c.removed_at.is_not(None),
            _IS_HELD,
            or_(_THREAD.is_(None), post.c.thread == _THREAD),
            post.c.id < bindparam("after"),
        )
        .order_by(post.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=lambda *row: HeldPost(Post(*row[:-2]), *row[-2:]),
)
"""Of the author alone, who wrote them: others find them where removed posts are shown."""
AWAITING = statement(
    lambda: select(case.c.id, and_(case.c.claimed_by.is_not(None), case.c.claimed_until > NOW)).where(
        about_object(case), _IS_HELD, _AWAITS_REVIEWER
    )
)
"""The case of an object that waits for the reviewer, and whether a moderator works on it."""
_HAS_FINDINGS = _found(detection.c.check.not_in(NO_FINDINGS))
WITHDRAW = statement(
    lambda: (
        update(case)
        .values(
            held=False,
            detections=when((_HAS_FINDINGS, case.c.detections), else_=0),
            claimed_by=when((_HAS_FINDINGS | (case.c.reports > 0), case.c.claimed_by), else_=null()),
            claimed_until=when((_HAS_FINDINGS | (case.c.reports > 0), case.c.claimed_until), else_=null()),
            closed_at=when((or_(_HAS_FINDINGS, case.c.reports > 0, case.c.appeals > 0), null()), else_=NOW),
        )
        .where(
            here(case),
            case.c.record == Post.__name__,
            case.c.object == bindparam("of_object", type_=Id),
            case.c.owner == ME,
            _IS_HELD,
        )
        .returning(case.c.id)
    )
)
"""Ends that a post of the actor's own is held. What a check found or somebody reported stays open for moderators."""
HELD_AMONG = statement(
    lambda: select(case.c.object).where(
        here(case),
        case.c.record == Post.__name__,
        case.c.object.in_(bindparam("posts", expanding=True, type_=Id)),
        case.c.owner == ME,
        _IS_HELD,
    )
)
"""Which of some posts are the actor's own, and held."""
HAS_FINDINGS = statement(
    lambda: (
        select(detection.c.id)
        .join(case, and_(case.c.community_id == detection.c.community_id, case.c.id == detection.c.case))
        .where(
            here(case),
            case.c.id == bindparam("id", type_=Id),
            detection.c.at >= case.c.opened_at,
            detection.c.check.not_in(NO_FINDINGS),
        )
        .limit(1)
    )
)
"""Whether a check found something in the object of a case since it was opened."""
IS_WALLED = statement(
    lambda: select(group.c.walled).where(here(group), group.c.id == bindparam("audience", type_=Id))
)
LOCK_VERSION = statement(
    lambda: select(post.c.version).where(here(post), post.c.id == bindparam("id", type_=Id)).with_for_update()
)
"""The version of a post, which no edit changes until the end of the transaction."""
