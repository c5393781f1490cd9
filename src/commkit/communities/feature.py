"""The feature that every community has: the community itself."""

from commkit.communities.charter import tables as _charter
from commkit.communities.charter.messages import (
    CommunityEnded,
    RulesChanged,
    SunsetAnnounced,
    SunsetCalledOff,
)
from commkit.communities.charter.records import Charter
from commkit.communities.messages import (
    CommunityAmended,
    CommunityArchived,
    CommunityFounded,
    CommunityReopened,
    SettingsChanged,
)
from commkit.communities.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.records import AuditEntry
from commkit.runtime.model.types import MEMBER, OUTSIDER, OWNER, STEWARD, SYSTEM_ROLE, VISITOR, NoticeKind

_BOTH = ("inbox", "mail")

communities = Feature(
    "communities",
    tables=metadata,
    migrations="commkit.migrations",
    grants={
        OUTSIDER: {"communities.read"},
        VISITOR: {"communities.list", "communities.read_charter"},
        MEMBER: {"communities.found"},
        STEWARD: {"communities.amend", "communities.configure", "communities.read_audit"},
        OWNER: {"communities.archive"},
        SYSTEM_ROLE: {"communities.come_to_end"},
    },
    records=(AuditEntry, Charter),
    facts=(
        CommunityFounded,
        CommunityAmended,
        SettingsChanged,
        CommunityArchived,
        CommunityReopened,
        RulesChanged,
        SunsetAnnounced,
        SunsetCalledOff,
        CommunityEnded,
    ),
    notices=(
        NoticeKind(
            name="communities.sunset_announced",
            summary="The community will come to an end.",
            channels=_BOTH,
            urgent=True,
        ),
        NoticeKind(
            name="communities.sunset_called_off",
            summary="The community goes on after all.",
            channels=_BOTH,
            urgent=True,
        ),
        NoticeKind(
            name="communities.ended",
            summary="The community has come to its end.",
            channels=_BOTH,
            urgent=True,
        ),
    ),
)
"""The feature that every community has: itself."""

del _charter
