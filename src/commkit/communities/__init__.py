"""Communities: a group of people with a purpose, an owner, promised care and a day of review."""

from commkit.communities import handlers as _handlers
from commkit.communities.charter import handlers as _charter
from commkit.communities.charter.messages import (
    AnnounceSunset,
    CallOffSunset,
    ComeToEnd,
    CommunityEnded,
    ReadCharter,
    RulesChanged,
    SetRules,
    SunsetAnnounced,
    SunsetCalledOff,
)
from commkit.communities.charter.records import Charter
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
from commkit.runtime.model.records import AuditEntry

__all__ = [
    "Amend",
    "AnnounceSunset",
    "Archive",
    "AuditEntry",
    "AuditPage",
    "CallOffSunset",
    "ChangeSettings",
    "Charter",
    "ComeToEnd",
    "Community",
    "CommunityAmended",
    "CommunityArchived",
    "CommunityEnded",
    "CommunityFounded",
    "CommunityReopened",
    "Found",
    "JoinPolicy",
    "ListCommunities",
    "ReadCharter",
    "ReadCommunity",
    "Reopen",
    "RulesChanged",
    "SetRules",
    "SettingsChanged",
    "SunsetAnnounced",
    "SunsetCalledOff",
    "Visibility",
    "communities",
    "community",
    "directory",
]

del _charter, _handlers
