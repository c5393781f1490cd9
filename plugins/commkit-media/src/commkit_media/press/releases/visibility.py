"""Who sees releases: everybody from the end of the embargo on, those who are accredited before."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.posts import post
from commkit.spaces import outside_audience
from commkit.storage import Reader
from commkit_articles import ArticleState, article
from commkit_media.press.accreditations.visibility import is_accredited
from commkit_media.press.feature import MANAGE_PRESS, press_feature
from commkit_media.press.releases.records import PressRelease
from commkit_media.tables import embargo_reader, release


@press_feature.hides(PressRelease)
def before_its_embargo_ends(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """What is not published is for editors, for who is accredited, and from the moment of its embargo for all."""
    known = or_(row.c.ends_at <= reader.now, is_accredited(row.c.community_id, reader))
    offered = and_(is_due(row), known)
    return not_(or_(reader.may(MANAGE_PRESS), row.c.post.is_not(None), offered))


def is_due(row: FromClause) -> ColumnElement[bool]:
    """Whether the article of a release is given to the press: approved, with its time, and for all.

    Args:
        row: A row of releases.
    """
    written = article.alias()
    found = exists().where(
        written.c.community_id == row.c.community_id,
        written.c.id == row.c.article,
        written.c.state == ArticleState.EMBARGOED,
        written.c.due_at == row.c.ends_at,
        written.c.audience.is_(None),
        written.c.space.is_(None),
    )
    return found.correlate_except(written)


def may_have_material(
    community_id: ColumnElement[Any], id: ColumnElement[Any], reader: Reader
) -> ColumnElement[bool]:
    """Whether the reader may have what belongs to a release: it is public, or they agreed to its embargo.

    Args:
        community_id: The community of the row that is read.
        id: The column that names the release.
        reader: Who reads.
    """
    one, shown = release.alias(), post.alias()
    is_public = exists().where(
        shown.c.community_id == one.c.community_id,
        shown.c.id == one.c.post,
        shown.c.removed_at.is_(None),
        not_(outside_audience(shown, reader)),
    )
    agreed = embargo_reader.alias()
    has_agreed = exists().where(
        agreed.c.community_id == one.c.community_id,
        agreed.c.release == one.c.id,
        agreed.c.member == reader.member,
        agreed.c.ends_at == one.c.ends_at,
    )
    is_open = or_(
        is_public.correlate_except(shown),
        and_(
            one.c.post.is_(None),
            is_due(one),
            or_(
                one.c.ends_at <= reader.now,
                and_(is_accredited(one.c.community_id, reader), has_agreed.correlate_except(agreed)),
            ),
        ),
    )
    return exists().where(one.c.community_id == community_id, one.c.id == id, is_open).correlate_except(one)
