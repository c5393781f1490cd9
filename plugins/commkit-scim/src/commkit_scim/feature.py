"""The feature that a type names."""

from commkit import Feature
from commkit_scim.groups.facts import GroupChanged, GroupProvisioned, GroupRemoved
from commkit_scim.groups.records import DirectoryGroup, DirectoryMember, FoundGroups
from commkit_scim.policy import FEATURE, MIGRATIONS, PROVISION, ScimSettings
from commkit_scim.serving.resources import SCIM
from commkit_scim.tables import metadata
from commkit_scim.tokens.records import ScimClient
from commkit_scim.users.facts import (
    UserChanged,
    UserDeactivated,
    UserProvisioned,
    UserReactivated,
    UserRemoved,
)
from commkit_scim.users.records import DirectoryEmail, DirectoryProfile, DirectoryUser, FoundUsers

_READ = frozenset({"scim.read_users", "scim.read_groups"})

scim = Feature(
    FEATURE,
    tables=metadata,
    migrations=MIGRATIONS,
    settings=ScimSettings(),
    grants={
        "member": {"scim.read_users:own"},
        "steward": _READ,
        "owner": {"scim.manage_tokens"},
        "system": {PROVISION, "scim.resolve_token"},
    },
    system_only=("scim.resolve_token",),
    persons_only=("scim.manage_tokens",),
    explicit_permissions=(PROVISION,),
    facts=(
        UserProvisioned,
        UserChanged,
        UserDeactivated,
        UserReactivated,
        UserRemoved,
        GroupProvisioned,
        GroupChanged,
        GroupRemoved,
    ),
    records=(
        ScimClient,
        DirectoryEmail,
        DirectoryProfile,
        FoundUsers,
        DirectoryMember,
        FoundGroups,
    ),
    http_resources=(SCIM,),
)
"""People and groups that a directory keeps by SCIM 2.0."""

__all__ = ["DirectoryGroup", "DirectoryUser", "scim"]
