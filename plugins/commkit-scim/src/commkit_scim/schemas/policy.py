"""From what is kept to the resources of RFC 7643, and back."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from scim2_models import InvalidValueException, Meta

from commkit import MemberId
from commkit_scim.groups.records import DirectoryGroup, DirectoryMember
from commkit_scim.schemas.records import EnterpriseUser, Group, GroupMember, Manager, Name
from commkit_scim.users.policy import OF_ENTERPRISE
from commkit_scim.users.records import DirectoryEmail, DirectoryProfile, DirectoryUser

_NAME = {
    "formatted_name": "formatted",
    "family_name": "family_name",
    "given_name": "given_name",
    "middle_name": "middle_name",
    "honorific_prefix": "honorific_prefix",
    "honorific_suffix": "honorific_suffix",
}
_PLAIN = (
    "user_name",
    "external_id",
    "display_name",
    "nick_name",
    "title",
    "user_type",
    "preferred_language",
    "locale",
    "timezone",
)


def etag(version: int) -> str:
    """The weak ETag of a version: the same resource, in whichever selection of its attributes."""
    return f'W/"{version}"'


def user_resource(user: DirectoryUser, model: Any, root: str) -> Any:
    """A user as a resource.

    Args:
        user: The user.
        model: The schema of users in the community.
        root: The address below which resources are.
    """
    said = user.profile
    made = model(**{name: getattr(said, name) or None for name in _PLAIN})
    made.id = str(user.id)
    made.active = user.active
    made.meta = _meta("User", f"{root}/Users/{user.id}", user)
    if any(getattr(said, name) for name in _NAME):
        made.name = Name(**{part: getattr(said, name) or None for name, part in _NAME.items()})
    enterprise: dict[str, Any] = {name: getattr(said, name) or None for name in OF_ENTERPRISE}
    if said.manager is not None:
        manager = {"value": str(said.manager), "$ref": f"{root}/Users/{said.manager}"}
        enterprise["manager"] = Manager.model_validate(manager)
    if any(enterprise.values()):
        made[EnterpriseUser] = EnterpriseUser(**enterprise)
    if "emails" in model.model_fields and said.emails:
        made.emails = [
            {"value": each.value, "type": each.type or None, "primary": each.primary} for each in said.emails
        ]
    if "roles" in model.model_fields and said.role:
        made.roles = [{"value": said.role}]
    return made


def profile_of_resource(resource: Any) -> DirectoryProfile:
    """What a resource says of a user.

    Raises:
        InvalidValueException: The manager is no id, or there are several roles.
    """
    name = resource.name or Name()
    enterprise = resource[EnterpriseUser] or EnterpriseUser()
    roles = [each.value for each in getattr(resource, "roles", None) or () if each.value]
    if len(set(roles)) > 1:
        raise InvalidValueException(detail="give one role: a member of a community has one")
    manager = enterprise.manager
    return DirectoryProfile(
        **{each: getattr(resource, each) or "" for each in _PLAIN},
        **{ours: getattr(name, part) or "" for ours, part in _NAME.items()},
        **{each: getattr(enterprise, each) or "" for each in OF_ENTERPRISE},
        manager=member_id(manager.value, "manager") if manager is not None and manager.value else None,
        role=roles[0] if roles else "",
        emails=tuple(
            DirectoryEmail(each.value, each.type or "", bool(each.primary))
            for each in getattr(resource, "emails", None) or ()
            if each.value
        ),
    )


def group_resource(group: DirectoryGroup, members: Iterable[DirectoryMember], root: str) -> Any:
    """A group as a resource.

    Args:
        group: The group.
        members: Who is in it.
        root: The address below which resources are.
    """
    made = Group(display_name=group.title, external_id=group.external_id or None)
    made.id = str(group.id)
    made.meta = _meta("Group", f"{root}/Groups/{group.id}", group)
    inside = [
        GroupMember.model_construct(value=str(each.member), ref=f"{root}/Users/{each.member}", type="User")
        for each in members
    ]
    if inside:
        made.members = inside
    return made


def member_ids(members: Sequence[Any] | None) -> tuple[MemberId, ...]:
    """The ids of the members that a group is said to have, each once.

    Raises:
        InvalidValueException: One is a group, or no id.
    """
    found: dict[MemberId, None] = {}
    for each in members or ():
        kind, value = each.type, each.value
        if kind is not None and kind.lower() != "user":
            raise InvalidValueException(detail="only users are members of a group here: send no groups in it")
        found[member_id(value, "members.value")] = None
    return tuple(found)


def member_id(text: Any, of: str) -> MemberId:
    """The id in a reference.

    Raises:
        InvalidValueException: It is none.
    """
    try:
        return MemberId(UUID(text))
    except (ValueError, TypeError, AttributeError):
        raise InvalidValueException(detail=f"{of} is the id of a user who was provisioned") from None


def _meta(kind: str, location: str, of: DirectoryUser | DirectoryGroup) -> Meta:
    return Meta(
        resource_type=kind,
        created=of.created_at,
        last_modified=of.updated_at,
        location=location,
        version=etag(of.version),
    )
