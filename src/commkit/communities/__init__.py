"""Communities: a group of people with a purpose, an owner, promised care and a day of review."""

from commkit.communities import handlers as _handlers
from commkit.communities.charter import handlers as _charter
from commkit.communities.charter.messages import (
    AnnounceClosing,
    CancelClosing,
    CloseCommunity,
    ClosingAnnounced,
    ClosingCancelled,
    CommunityClosed,
    ReadCharter,
    RulesUpdated,
    UpdateRules,
)
from commkit.communities.charter.records import Charter
from commkit.communities.feature import communities
from commkit.communities.messages import (
    ArchiveCommunity,
    CommunityArchived,
    CommunityCreated,
    CommunityReopened,
    CommunityUpdated,
    CreateCommunity,
    ListAuditEntries,
    ListCommunities,
    ReadCommunity,
    ReopenCommunity,
    SettingsUpdated,
    UpdateCommunity,
    UpdateSettings,
)
from commkit.communities.records import Community, JoinPolicy, Visibility
from commkit.communities.tables import community, directory
from commkit.runtime.model.records import AuditEntry

__all__ = [
    "AnnounceClosing",
    "ArchiveCommunity",
    "AuditEntry",
    "CancelClosing",
    "Charter",
    "CloseCommunity",
    "ClosingAnnounced",
    "ClosingCancelled",
    "Community",
    "CommunityArchived",
    "CommunityClosed",
    "CommunityCreated",
    "CommunityReopened",
    "CommunityUpdated",
    "CreateCommunity",
    "JoinPolicy",
    "ListAuditEntries",
    "ListCommunities",
    "ReadCharter",
    "ReadCommunity",
    "ReopenCommunity",
    "RulesUpdated",
    "SettingsUpdated",
    "UpdateCommunity",
    "UpdateRules",
    "UpdateSettings",
    "Visibility",
    "communities",
    "community",
    "directory",
]

del _charter, _handlers
