"""The feature of communities themselves."""

from commkit.communities.charter import tables as _charter
from commkit.communities.charter.facts import (
    ClosingAnnounced,
    ClosingCancelled,
    CommunityClosed,
    RulesUpdated,
)
from commkit.communities.charter.records import Charter
from commkit.communities.facts import (
    CommunityArchived,
    CommunityCreated,
    CommunityReopened,
    CommunityTypeChanged,
    CommunityUpdated,
    SettingsUpdated,
)
from commkit.communities.ports import Site
from commkit.communities.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.records import AuditEntry
from commkit.runtime.model.types import (
    MEMBER,
    OUTSIDER,
    OWNER,
    STEWARD,
    SYSTEM_ROLE,
    VISITOR,
    NotificationKind,
)

_INBOX_AND_MAIL = ("inbox", "mail")

communities = Feature(
    "communities",
    tables=metadata,
    migrations="commkit.migrations",
    port_types=(Site,),
    grants={
        OUTSIDER: {"communities.read"},
        VISITOR: {"communities.list", "communities.read_charter"},
        MEMBER: {"communities.create"},
        STEWARD: {"communities.update", "communities.update_settings", "communities.read_audit"},
        OWNER: {"communities.archive"},
        SYSTEM_ROLE: {"communities.close"},
    },
    explicit_permissions=("communities.update", "communities.update_settings"),
    records=(AuditEntry, Charter),
    facts=(
        CommunityCreated,
        CommunityUpdated,
        SettingsUpdated,
        CommunityArchived,
        CommunityReopened,
        CommunityTypeChanged,
        RulesUpdated,
        ClosingAnnounced,
        ClosingCancelled,
        CommunityClosed,
    ),
    notification_kinds=(
        NotificationKind(
            name="communities.closing_announced",
            summary="The community will close.",
            channels=_INBOX_AND_MAIL,
            urgent=True,
        ),
        NotificationKind(
            name="communities.closing_cancelled",
            summary="The closing was cancelled.",
            channels=_INBOX_AND_MAIL,
            urgent=True,
        ),
        NotificationKind(
            name="communities.closed",
            summary="The community was closed.",
            channels=_INBOX_AND_MAIL,
            urgent=True,
        ),
    ),
)
"""The feature of communities themselves; every community has it."""

del _charter
