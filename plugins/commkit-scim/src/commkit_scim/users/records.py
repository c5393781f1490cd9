"""What a directory tells of a person."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import Items, MemberId, Text

_Short = Annotated[str, Text(min=0, max=255, multiline=False)]
_UserName = Annotated[str, Text(max=255, multiline=False)]


@frozen
class DirectoryEmail:
    """An address for mail.

    Attributes:
        value: The address.
        type: What it is for, such as `work`.
        primary: Whether it is the one to write to.
    """

    value: Annotated[str, Text(max=255, multiline=False)]
    type: _Short = ""
    primary: bool = False


@frozen(kw_only=True)
class DirectoryProfile:
    """What a directory says of a person; empty for what it does not say.

    Attributes:
        user_name: The name by which they sign in there.
        external_id: The id that the directory has for them.
        display_name: The name that others see.
        formatted_name: The full name, as it is written.
        family_name: The family name.
        given_name: The given name.
        middle_name: The middle names.
        honorific_prefix: What stands before the name, such as `Dr.`
        honorific_suffix: What stands behind it, such as `III`.
        nick_name: What they are called.
        title: The title of their work.
        user_type: What they are there, such as `Contractor`.
        preferred_language: The language they prefer, as Accept-Language has it.
        locale: Where they are, as in `en-US`.
        timezone: The IANA name of their time zone.
        employee_number: Their number there.
        cost_center: Their cost centre.
        organization: Their organisation.
        division: Their division.
        department: Their department.
        manager: To whom they report: the id of a user of the directory.
        role: The role that the directory gives them; empty for none.
        emails: Their addresses, where the community's settings say that these are kept.
    """

    user_name: _UserName
    external_id: _Short = ""
    display_name: _Short = ""
    formatted_name: _Short = ""
    family_name: _Short = ""
    given_name: _Short = ""
    middle_name: _Short = ""
    honorific_prefix: _Short = ""
    honorific_suffix: _Short = ""
    nick_name: _Short = ""
    title: _Short = ""
    user_type: _Short = ""
    preferred_language: _Short = ""
    locale: _Short = ""
    timezone: _Short = ""
    employee_number: _Short = ""
    cost_center: _Short = ""
    organization: _Short = ""
    division: _Short = ""
    department: _Short = ""
    manager: MemberId | None = None
    role: Annotated[str, Text(min=0, max=64, multiline=False)] = ""
    emails: Annotated[tuple[DirectoryEmail, ...], Items(20)] = ()

    @property
    def shown_name(self) -> str:
        """The name that others see in the community."""
        parts = " ".join(part for part in (self.given_name, self.family_name) if part)
        return self.display_name or self.formatted_name or parts or self.user_name


@frozen(kw_only=True)
class DirectoryUser:
    """A person of a directory, as the community knows them.

    Attributes:
        id: Their member id, which is the id of the SCIM resource, too.
        active: Whether they have access.
        profile: What the directory says of them.
        created_at: When they were provisioned.
        updated_at: When the directory last changed them.
        version: Counts the changes.
    """

    id: MemberId
    active: bool
    profile: DirectoryProfile
    created_at: datetime
    updated_at: datetime
    version: int


@frozen
class FoundUsers:
    """A page of users.

    Attributes:
        total: How many there are on all pages.
        items: Those of this page, in order.
    """

    total: int
    items: tuple[DirectoryUser, ...]
