"""The statements of newsletters."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select, update

from commkit.members import group_member
from commkit.storage import Id, UtcDateTime, statement, upsert
from commkit_media.newsletters.records import Newsletter, NewsletterAudience
from commkit_media.tables import newsletter, newsletter_subscription


def is_in(group: ColumnElement[Any], member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a member is in a group."""
    inside = group_member.alias()
    return exists().where(
        inside.c.community_id == bindparam("community_id"), inside.c.group == group, inside.c.member == member
    )


COLUMNS = tuple(newsletter.c[name] for name in Newsletter.__annotations__)
_HERE = newsletter.c.community_id == bindparam("community_id")
_THIS = _HERE & (newsletter.c.id == bindparam("id", type_=Id))
_FIXED = ("id", "created_by", "created_at")

_given = upsert(newsletter)
SAVE = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "id"],
        set_={name: _given.excluded[name] for name in Newsletter.__annotations__ if name not in _FIXED},
    )
)
ONE = statement(lambda: select(*COLUMNS).where(_THIS), into=Newsletter)
"""It checks nothing: the loader does."""
LOCKED = statement(lambda: select(*COLUMNS).where(_THIS).with_for_update(), into=Newsletter)
COVER = statement(
    lambda: update(newsletter).values(covered_until=bindparam("until", type_=UtcDateTime)).where(_THIS)
)
OPEN = statement(
    lambda: (
        select(
            newsletter.c.id,
            newsletter.c.title,
            newsletter.c.audience,
            newsletter.c.cadence,
            newsletter_subscription.c.id.is_not(None),
        )
        .select_from(
            newsletter.outerjoin(
                newsletter_subscription,
                (newsletter_subscription.c.community_id == newsletter.c.community_id)
                & (newsletter_subscription.c.newsletter == newsletter.c.id)
                & (newsletter_subscription.c.member == bindparam("member", type_=Id)),
            )
        )
        .where(
            _HERE,
            newsletter.c.ended_at.is_(None),
            newsletter.c.audience.in_(bindparam("audiences", expanding=True)),
            (newsletter.c.audience != NewsletterAudience.GROUP)
            | is_in(newsletter.c.group, bindparam("member", type_=Id)),
        )
        .order_by(newsletter.c.id.desc())
        .limit(100)
    )
)
"""Newsletters that are not ended, for these audiences (of groups: that a member is in), with whether they get it."""
