"""Communities: a group of people with a purpose, an owner, promised care and a day of review."""

from commkit.communities import handlers as _handlers
from commkit.communities.feature import communities
from commkit.communities.messages import (
    Amend,
    Archive,
    AuditPage,
    ChangeSettings,
    CommunityAmended,
    CommunityArchived,
    CommunityFounded,
    CommunityReopened,
    Found,
    ListCommunities,
    ReadCommunity,
    Reopen,
    SettingsChanged,
)
from commkit.communities.records import Community, JoinPolicy, Visibility
from commkit.communities.tables import community, directory
from commkit.runtime.records import AuditEntry

__all__ = [
    "Amend",
    "Archive",
    "AuditEntry",
    "AuditPage",
    "ChangeSettings",
    "Community",
    "CommunityAmended",
    "CommunityArchived",
    "CommunityFounded",
    "CommunityReopened",
    "Found",
    "JoinPolicy",
    "ListCommunities",
    "ReadCommunity",
    "Reopen",
    "SettingsChanged",
    "Visibility",
    "communities",
    "community",
    "directory",
]

del _handlers
