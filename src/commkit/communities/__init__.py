"""Communities: creating, describing, configuring, archiving and closing them; their rules and their audit log."""

from commkit.communities import explanations as _explanations
from commkit.communities import gates as _gates
from commkit.communities import queries as _queries
from commkit.communities.charter import handlers as _charter
from commkit.communities.charter.facts import (
    ClosingAnnounced,
    ClosingCancelled,
    CommunityClosed,
    RulesUpdated,
)
from commkit.communities.charter.messages import AnnounceClosing, CancelClosing, ReadCharter, UpdateRules
from commkit.communities.charter.records import Charter
from commkit.communities.facts import (
    CommunityArchived,
    CommunityCreated,
    CommunityReopened,
    CommunityTypeChanged,
    CommunityUpdated,
    SettingsUpdated,
)
from commkit.communities.feature import communities
from commkit.communities.handlers import (
    change_member_count,
    lock_community,
    read_own_settings,
    set_type,
    type_of,
)
from commkit.communities.messages import (
    ArchiveCommunity,
    CreateCommunity,
    ListAuditEntries,
    ListCommunities,
    ReadCommunity,
    ReopenCommunity,
    UpdateCommunity,
    UpdateSettings,
)
from commkit.communities.policy import is_slug
from commkit.communities.ports import Site, check_url
from commkit.communities.records import Community, JoinPolicy, Visibility
from commkit.communities.tables import RECORD as COMMUNITY_COLUMNS
from commkit.communities.tables import community, directory
from commkit.runtime.model.records import AuditEntry

__all__ = [
    "COMMUNITY_COLUMNS",
    "AnnounceClosing",
    "ArchiveCommunity",
    "AuditEntry",
    "CancelClosing",
    "Charter",
    "ClosingAnnounced",
    "ClosingCancelled",
    "Community",
    "CommunityArchived",
    "CommunityClosed",
    "CommunityCreated",
    "CommunityReopened",
    "CommunityTypeChanged",
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
    "Site",
    "UpdateCommunity",
    "UpdateRules",
    "UpdateSettings",
    "Visibility",
    "change_member_count",
    "check_url",
    "communities",
    "community",
    "directory",
    "is_slug",
    "lock_community",
    "read_own_settings",
    "set_type",
    "type_of",
]

del _charter, _explanations, _gates, _queries
