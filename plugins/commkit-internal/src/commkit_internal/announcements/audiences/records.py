"""An audience of announcements, as it is stored and as it is read."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit.members import GroupId
from commkit.storage import Plain
from commkit_internal.units.records import UnitId

AudienceId = NewType("AudienceId", UUID)
"""The id of an audience of announcements."""
RoleName = Annotated[str, Plain(max=64, multiline=False)]


@frozen
class StoredAudience:
    """An audience without its parts.

    Attributes:
        id: Its id.
        group: The group of all who read what is for it: those whom it is meant for, and who may announce.
        fingerprint: A hash of its parts and roles, so that there is one audience of each kind.
        has_parts: Whether units or groups are named.
        has_roles: Whether roles are named.
        opened_at: When it was opened.
    """

    id: AudienceId
    group: GroupId
    fingerprint: Annotated[str, Plain(max=64, multiline=False)]
    has_parts: bool
    has_roles: bool
    opened_at: datetime


@frozen
class AudiencePart:
    """A group whose members an audience is meant for.

    Attributes:
        audience: The audience.
        group: The group: one that people keep, or that of an org unit.
        unit: The org unit whose group it is; None for other groups.
    """

    audience: AudienceId
    group: GroupId
    unit: UnitId | None


@frozen
class AudienceRole:
    """A role whose holders an audience is meant for.

    Attributes:
        audience: The audience.
        role: The role.
    """

    audience: AudienceId
    role: RoleName


@frozen
class Audience:
    """Whom announcements are for: who is in one of some org units or groups, and has one of some roles.

    Attributes:
        id: Its id.
        group: The group of its readers, the `audience` of an announcement. Those are whom it is meant for and, so that
            they can write to it, all who may announce.
        units: The org units; who is placed in one of them or below it is meant.
        groups: Further groups.
        roles: The roles; whoever has another one is not meant. Empty for all roles.
        opened_at: When it was opened.
    """

    id: AudienceId
    group: GroupId
    units: tuple[UnitId, ...]
    groups: tuple[GroupId, ...]
    roles: tuple[str, ...]
    opened_at: datetime
