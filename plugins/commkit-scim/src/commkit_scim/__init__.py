"""SCIM 2.0 provisioning (RFC 7643, RFC 7644) for commkit: a directory keeps the members and groups of a community.

A community type names the feature `scim.directory`. Each community of it then has an address `scim/v2` in every HTTP
shell, where a directory sends its people and groups with a token of the community. What the directory says of people is
kept here, and other features of the type read it with `read_directory_users`.
"""

from commkit_scim.feature import scim
from commkit_scim.groups import handlers as _group_handlers
from commkit_scim.groups import queries as _group_queries
from commkit_scim.groups.facts import GroupChanged, GroupProvisioned, GroupRemoved
from commkit_scim.groups.messages import (
    ChangeGroup,
    FindGroups,
    IsGroupChanged,
    ListMembersOfGroup,
    ProvisionGroup,
    ReadGroup,
    RemoveGroup,
)
from commkit_scim.groups.records import DirectoryGroup, DirectoryMember, FoundGroups
from commkit_scim.plugin import Scim
from commkit_scim.policy import DIRECTORY, PROVISION, ScimSettings
from commkit_scim.tokens import handlers as _token_handlers
from commkit_scim.tokens import queries as _token_queries
from commkit_scim.tokens.messages import (
    CreateScimToken,
    ListScimTokens,
    ResolveScimToken,
    RevokeScimToken,
)
from commkit_scim.tokens.records import ScimClient, ScimToken, ScimTokenId
from commkit_scim.users import handlers as _user_handlers
from commkit_scim.users import reactions as _user_reactions
from commkit_scim.users.facts import (
    UserChanged,
    UserDeactivated,
    UserProvisioned,
    UserReactivated,
    UserRemoved,
)
from commkit_scim.users.messages import ChangeUser, FindUsers, ProvisionUser, ReadUser, RemoveUser
from commkit_scim.users.queries import list_directory_users, read_directory_users
from commkit_scim.users.records import DirectoryEmail, DirectoryProfile, DirectoryUser, FoundUsers

__all__ = [
    "DIRECTORY",
    "PROVISION",
    "ChangeGroup",
    "ChangeUser",
    "CreateScimToken",
    "DirectoryEmail",
    "DirectoryGroup",
    "DirectoryMember",
    "DirectoryProfile",
    "DirectoryUser",
    "FindGroups",
    "FindUsers",
    "FoundGroups",
    "FoundUsers",
    "GroupChanged",
    "GroupProvisioned",
    "GroupRemoved",
    "IsGroupChanged",
    "ListMembersOfGroup",
    "ListScimTokens",
    "ProvisionGroup",
    "ProvisionUser",
    "ReadGroup",
    "ReadUser",
    "RemoveGroup",
    "RemoveUser",
    "ResolveScimToken",
    "RevokeScimToken",
    "Scim",
    "ScimClient",
    "ScimSettings",
    "ScimToken",
    "ScimTokenId",
    "UserChanged",
    "UserDeactivated",
    "UserProvisioned",
    "UserReactivated",
    "UserRemoved",
    "list_directory_users",
    "read_directory_users",
    "scim",
]

del (
    _group_handlers,
    _group_queries,
    _token_handlers,
    _token_queries,
    _user_handlers,
    _user_reactions,
)
