"""What of a profile is searched for, and what a change of it is; no database."""

from collections.abc import Iterator, Sequence

import attrs

from commkit import Invalid, MemberId, NotFound
from commkit_scim.policy import ScimSettings, fold
from commkit_scim.users.records import DirectoryProfile

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ATTRIBUTES = {
    "user_name": "userName",
    "external_id": "externalId",
    "display_name": "displayName",
    "formatted_name": "name.formatted",
    "family_name": "name.familyName",
    "given_name": "name.givenName",
    "middle_name": "name.middleName",
    "honorific_prefix": "name.honorificPrefix",
    "honorific_suffix": "name.honorificSuffix",
    "nick_name": "nickName",
    "title": "title",
    "user_type": "userType",
    "preferred_language": "preferredLanguage",
    "locale": "locale",
    "timezone": "timezone",
    "employee_number": "employeeNumber",
    "cost_center": "costCenter",
    "organization": "organization",
    "division": "division",
    "department": "department",
}
"""The attributes of RFC 7643 by the fields of a profile; the last five are of the enterprise extension."""
OF_ENTERPRISE = frozenset({"employee_number", "cost_center", "organization", "division", "department"})
EXACT = frozenset({"externalId", "id", "manager.value"})
"""What is compared with regard to case."""


def terms_of(id: MemberId, profile: DirectoryProfile) -> Iterator[tuple[str, str]]:
    """What a user is found by: the attribute and its value as it is compared; nothing for what is empty."""
    yield "id", str(id)
    for name, attribute in ATTRIBUTES.items():
        value = getattr(profile, name)
        if value:
            yield attribute, value if attribute in EXACT else fold(value)
    if profile.manager is not None:
        yield "manager.value", str(profile.manager)
    if profile.role:
        yield "roles.value", fold(profile.role)


def changed_attributes(before: DirectoryProfile, after: DirectoryProfile) -> tuple[str, ...]:
    """The names of the fields in which two profiles differ, in the order of the profile."""
    return tuple(
        name for name in attrs.fields_dict(DirectoryProfile) if getattr(before, name) != getattr(after, name)
    )


def host_key(settings: ScimSettings, profile: DirectoryProfile) -> str:
    """The host's key of a person.

    Raises:
        Invalid: The directory does not say the attribute that is the key.
    """
    key = profile.user_name if settings.key == "userName" else profile.external_id
    if not key:
        raise Invalid.field(
            "profile.external_id", "no_key", "send externalId: by it the application knows this person"
        )
    return key


def check_profile(settings: ScimSettings, profile: DirectoryProfile, roles: Sequence[str]) -> None:
    """Check what the settings say of a profile.

    Args:
        settings: The community's.
        profile: What the directory says.
        roles: The roles that the type of the community has.

    Raises:
        Invalid: It gives a role that the directory may not give, or addresses that are not kept.
    """
    if profile.role and (profile.role not in settings.roles or profile.role not in roles):
        known = ", ".join(role for role in settings.roles if role in roles) or "none at all"
        raise Invalid.field("profile.role", "unknown_role", f"the directory gives these roles here: {known}")
    if profile.emails and not settings.emails:
        raise Invalid.field("profile.emails", "not_kept", "leave the emails out: this community keeps none")


def no_such_user() -> NotFound:
    """The error of a reference to somebody who is no user of the directory here."""
    return NotFound("scim.no_such_user", "name ids of users who were provisioned here; no groups")
