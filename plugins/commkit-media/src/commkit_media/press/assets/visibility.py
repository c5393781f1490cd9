"""Who gets assets, and their files by whatever id."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.posts import Attachment, post
from commkit.spaces import outside_audience
from commkit.storage import Reader
from commkit_media.press.assets.records import Asset
from commkit_media.press.feature import MANAGE_PRESS, press_feature
from commkit_media.press.releases.visibility import may_have_material
from commkit_media.tables import asset


@press_feature.hides(Asset)
def not_handed_out(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """What expired, was withdrawn, or belongs to a release that the reader may not read; editors see all."""
    return and_(not_(reader.may(MANAGE_PRESS)), not_(_is_handed_out(row, reader)))


@press_feature.hides(Attachment)
def file_of_what_is_not_handed_out(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """The file of such an asset, also for who uploaded it and for who knows its id."""
    found = asset.alias()
    withheld = exists().where(
        found.c.community_id == row.c.community_id,
        found.c.file == row.c.id,
        not_(_is_handed_out(found, reader)),
    )
    return and_(not_(reader.may(MANAGE_PRESS)), withheld.correlate_except(found))


def _is_handed_out(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    kit = post.alias()
    has_kit = exists().where(
        kit.c.community_id == row.c.community_id,
        kit.c.id == row.c.kit,
        kit.c.removed_at.is_(None),
        not_(outside_audience(kit, reader)),
    )
    return and_(
        row.c.withdrawn_at.is_(None),
        or_(row.c.expires_at.is_(None), row.c.expires_at > reader.now),
        has_kit.correlate_except(kit),
        or_(row.c.release.is_(None), may_have_material(row.c.community_id, row.c.release, reader)),
    )
