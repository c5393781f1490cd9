"""How assets are read."""

from uuid import UUID

from commkit import Context, Page
from commkit.storage import LAST_ID, keyset, page_size
from commkit_media.press.assets import statements as sql
from commkit_media.press.assets.messages import ListAssets, ReadAsset
from commkit_media.press.assets.records import Asset
from commkit_media.press.feature import press_feature
from commkit_media.press.releases.records import PressRelease

_BY_ID = keyset(UUID, of="media.assets")


@press_feature.handles(ReadAsset)
def read_asset(context: Context, query: ReadAsset) -> Asset:
    """Load it."""
    return context.get(Asset, query.asset)


@press_feature.handles(ListAssets)
def list_assets(context: Context, query: ListAssets) -> Page[Asset]:
    """A page in one statement, and one more for the release."""
    limit, keyed = page_size(query.limit), _BY_ID.of_query(query)
    (before,) = keyed.decode(query.after, default=(LAST_ID,))
    if query.release is None:
        rows = context.rows(sql.PAGE, before=before, size=limit + 1)
    else:
        release = context.get(PressRelease, query.release)
        rows = context.rows(sql.PAGE_OF_RELEASE, release=release.id, before=before, size=limit + 1)
    return keyed.page(rows, limit, lambda found: (found.id,))
