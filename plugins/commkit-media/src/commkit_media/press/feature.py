"""The feature of the press room, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_media.policy import MEMBER, MIGRATIONS, STEWARD
from commkit_media.press.accreditations.facts import (
    AccreditationDecided,
    AccreditationExpired,
    AccreditationRequested,
)
from commkit_media.press.accreditations.records import PressGroup
from commkit_media.press.assets.facts import AssetAdded, AssetChanged, AssetWithdrawn
from commkit_media.press.assets.resources import ASSETS
from commkit_media.press.releases.facts import EmbargoAccepted, EmbargoSet, ReleaseOpened
from commkit_media.press.releases.records import EmbargoReader, ReleaseView
from commkit_media.tables import PRESS_ROOM


@frozen
class PressSettings:
    """What the press room has.

    Attributes:
        kinds: The kinds of articles that are releases.
    """

    kinds: tuple[str, ...] = ("press_release",)


PRESS = "media.press"
"""The name of the feature, which keeps the group of the accredited."""
MANAGE_PRESS = "media.manage_press"
"""The permission to set embargoes, to keep the assets, and to see who read what; a type grants it to its editors."""
DECIDE_ACCREDITATIONS = "media.decide_accreditations"
"""The permission to decide who is accredited; a type grants it to its editors."""

press_feature = Feature(
    PRESS,
    tables=PRESS_ROOM,
    migrations=MIGRATIONS,
    settings=PressSettings(),
    requires=("articles.desk",),
    grants={
        "visitor": {"media.read_press"},
        MEMBER: {"media.request_accreditation", "media.read_embargoed"},
        STEWARD: {MANAGE_PRESS, DECIDE_ACCREDITATIONS},
        "system": {"media.expire_accreditation", "media.count_download"},
    },
    system_only=("media.count_download",),
    persons_only=(DECIDE_ACCREDITATIONS, "media.request_accreditation", "media.read_embargoed"),
    explicit_permissions=(MANAGE_PRESS,),
    facts=(
        AccreditationRequested,
        AccreditationDecided,
        AccreditationExpired,
        EmbargoSet,
        EmbargoAccepted,
        ReleaseOpened,
        AssetAdded,
        AssetChanged,
        AssetWithdrawn,
    ),
    http_resources=(ASSETS,),
    records=(PressGroup, EmbargoReader, ReleaseView),
    notification_kinds=(
        NotificationKind(
            name="media.accreditation_requested",
            summary="Somebody asks to be accredited.",
            sentence="{by} asks to be accredited for “{title}”.",
        ),
        NotificationKind(
            name="media.accreditation_decided",
            summary="Your accreditation was decided.",
            sentence="Your accreditation for “{title}” was decided.",
        ),
        NotificationKind(
            name="media.embargo_set",
            summary="A press release is under embargo, and you may agree to it.",
            sentence="There is something for the press: “{title}”.",
        ),
    ),
)
"""The press room: accreditations, releases under embargo, and the kit of assets."""
