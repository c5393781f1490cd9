"""The statements of assets."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, Visible, statement, visible_statement
from commkit_media.press.assets.records import Asset
from commkit_media.tables import asset

_COLUMNS = tuple(asset.c[name] for name in Asset.__annotations__)
_HERE = asset.c.community_id == bindparam("community_id")
_THIS = _HERE & (asset.c.id == bindparam("id", type_=Id))

ADD = statement(lambda: insert(asset))
ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, visible(Asset, asset)), into=Asset)
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=Asset)
"""Locks an asset that the caller has loaded."""
_RIGHTS = ("credit", "licence", "uses", "expires_at")
SET_RIGHTS = statement(
    lambda: (
        update(asset)
        .values({name: bindparam(f"new_{name}", type_=asset.c[name].type) for name in _RIGHTS})
        .where(_THIS, asset.c.withdrawn_at.is_(None))
    )
)
WITHDRAW = statement(
    lambda: (
        update(asset)
        .values(
            withdrawn_at=bindparam("at", type_=UtcDateTime),
            withdrawn_by=bindparam("by", type_=Id),
            reason=bindparam("why"),
        )
        .where(_THIS, asset.c.withdrawn_at.is_(None))
    )
)
WITHDRAW_FILE = statement(
    lambda: (
        update(asset)
        .values(withdrawn_at=bindparam("at", type_=UtcDateTime))
        .where(_HERE, asset.c.file == bindparam("file_id", type_=Id), asset.c.withdrawn_at.is_(None))
    )
)
COUNT = statement(
    lambda: (
        update(asset)
        .values(downloads=asset.c.downloads + 1)
        .where(
            _THIS,
            asset.c.withdrawn_at.is_(None),
            or_(asset.c.expires_at.is_(None), asset.c.expires_at > bindparam("now", type_=UtcDateTime)),
        )
    )
)
"""Counts a download of what is handed out; nothing where it was withdrawn in the meantime."""


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(*_COLUMNS)
        .where(_HERE, asset.c.id < bindparam("before", type_=Id), visible(Asset, asset), *conditions)
        .order_by(asset.c.id.desc())
        .limit(bindparam("size"))
    )


PAGE = visible_statement(_page, into=Asset)
PAGE_OF_RELEASE = visible_statement(
    lambda visible: _page(visible, asset.c.release == bindparam("release", type_=Id)), into=Asset
)
