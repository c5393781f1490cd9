"""Who sees accreditations, and whether a reader is accredited, as SQL."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.storage import Reader
from commkit_media.press.accreditations.records import Accreditation, AccreditationState
from commkit_media.press.feature import press_feature
from commkit_media.tables import accreditation


@press_feature.hides(Accreditation)
def of_another_member(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An accreditation is for its member and those who decide."""
    return not_(or_(row.c.member == reader.member, reader.may("media.decide_accreditations")))


def is_accredited(community_id: ColumnElement[Any], reader: Reader) -> ColumnElement[bool]:
    """Whether the reader's accreditation holds at the moment of reading; its expiry counts to the microsecond.

    Args:
        community_id: The community of the row that is read.
        reader: Who reads.
    """
    held = accreditation.alias()
    found = exists().where(
        held.c.community_id == community_id,
        held.c.member == reader.member,
        held.c.state == AccreditationState.GRANTED,
        or_(held.c.expires_at.is_(None), held.c.expires_at > reader.now),
    )
    return and_(found.correlate_except(held), reader.may("media.read_embargoed"))
