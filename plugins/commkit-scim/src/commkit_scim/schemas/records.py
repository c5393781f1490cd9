"""Users and groups as RFC 7643 writes them, with the attributes that this plugin keeps, and no others.

What a community does not keep is not in its schema, so that a directory that asks sees it: addresses, and roles.
"""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field, create_model
from scim2_models import (
    URN,
    CaseExact,
    ComplexAttribute,
    Extension,
    Mutability,
    Reference,
    Required,
    Resource,
    Returned,
    Uniqueness,
    User,
)

_Text = str | None


class Name(ComplexAttribute):
    """The parts of the name of a user."""

    formatted: _Text = None
    family_name: _Text = None
    given_name: _Text = None
    middle_name: _Text = None
    honorific_prefix: _Text = None
    honorific_suffix: _Text = None


class Email(ComplexAttribute):
    """An address for mail."""

    value: Annotated[str | None, Required.true] = None
    type: _Text = Field(None, examples=["work", "home", "other"])
    primary: bool | None = None


class Manager(ComplexAttribute):
    """To whom a user reports."""

    value: Annotated[str | None, Required.true, CaseExact.true] = None
    ref: Annotated[Reference[User[Any]] | None, CaseExact.true] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )


class EnterpriseUser(Extension):
    """What the enterprise extension says of a user."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    employee_number: _Text = None
    cost_center: _Text = None
    organization: _Text = None
    division: _Text = None
    department: _Text = None
    manager: Manager | None = None


class PlainUser(Resource[EnterpriseUser]):
    """A user with what every community keeps."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true, Returned.always] = None
    name: Name | None = None
    display_name: _Text = None
    nick_name: _Text = None
    title: _Text = None
    user_type: _Text = None
    preferred_language: _Text = None
    locale: _Text = None
    timezone: _Text = None
    active: Annotated[bool | None, Required.true] = None


class GroupMember(ComplexAttribute):
    """Who is in a group: users only."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true, Required.true] = None
    ref: Annotated[Reference[User[Any]] | None, Mutability.immutable, CaseExact.true] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User"])


class Group(Resource[Any]):
    """A group."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true, Returned.always] = None
    members: list[GroupMember] | None = None


@lru_cache(maxsize=64)
def user_model(*, emails: bool, roles: tuple[str, ...]) -> type[Any]:
    """The schema of users in a community.

    Args:
        emails: Whether it keeps addresses.
        roles: The roles that a directory gives there.
    """
    more: dict[str, Any] = {}
    if emails:
        more["emails"] = (list[Email] | None, None)
    if roles:
        role: Any = create_model(
            "Role",
            __base__=ComplexAttribute,
            value=(Annotated[str | None, Required.true], Field(None, examples=list(roles))),
        )
        more["roles"] = (list[role] | None, None)
    made: type[Any] = create_model("User", __base__=PlainUser, **more)
    return made
