"""What happens to assets."""

from attrs import frozen

from commkit import Fact
from commkit_media.press.assets.records import AssetId


@frozen
class AssetAdded(Fact):
    """An asset was added to the kit.

    Attributes:
        asset: The asset.
    """

    name = "media.asset_added"
    visible_to = "media.read_press"
    asset: AssetId


@frozen
class AssetChanged(Fact):
    """The rights of an asset were changed.

    Attributes:
        asset: The asset.
    """

    name = "media.asset_changed"
    visible_to = "media.read_press"
    asset: AssetId


@frozen
class AssetWithdrawn(Fact):
    """An asset is not handed out any more.

    Attributes:
        asset: The asset.
    """

    name = "media.asset_withdrawn"
    visible_to = "media.manage_press"
    asset: AssetId
