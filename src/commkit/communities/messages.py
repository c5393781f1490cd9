"""The commands and queries of communities."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from attrs import field, frozen

from commkit.communities.records import Community, JoinPolicy, Visibility
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.model.records import AuditEntry
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

Slug = Annotated[str, Text(max=64, multiline=False)]
Title = Annotated[str, Text(max=200, multiline=False)]
Purpose = Annotated[str, Text(max=2_000)]
Reason = Annotated[str, Text(max=2_000)]

_MAX_SETTINGS = 3_000_000
"""Characters of settings: a community may deny 10,000 domains of 253."""


@frozen
class CreateCommunity(Command[Community]):
    """Create a community; the actor becomes its owner. Care is promised with it: hours per week, and a day of review.

    Attributes:
        slug: Its name in addresses: lower-case letters, digits and inner hyphens.
        type: One of the Kit's community types.
        title: Its title.
        purpose: What it is for.
        care_hours: Hours per week that its stewards promise to care for it; 1 to 168.
        review_on: The day on which purpose and care are reviewed; in the future.
        visibility: Who finds it, and who reads in it.
        join_policy: How one becomes a member.
        settings: Values of features' settings, by feature name.

    Raises:
        Invalid: A field is wrong, or care or review day is missing; the error lists all.
        Conflict: The slug is taken.
        Denied: The type refuses, with its reason.
    """

    permission = "communities.create"
    creates = True
    lobby: ClassVar[bool] = True
    personal = ("title", "purpose")
    max_text = _MAX_SETTINGS

    slug: Slug
    type: Annotated[str, Text(max=64, multiline=False)]
    title: Title
    purpose: Purpose
    care_hours: int | None = field(default=None, kw_only=True)
    review_on: date | None = field(default=None, kw_only=True)
    visibility: Visibility = field(default=Visibility.PUBLIC, kw_only=True)
    join_policy: JoinPolicy = field(default=JoinPolicy.OPEN, kw_only=True)
    settings: Mapping[str, Any] = field(factory=dict, kw_only=True)


@frozen(kw_only=True)
class UpdateCommunity(TextCommand[Community]):
    """Change a community's record; fields that are None stay as they are.

    Attributes:
        version: The version that was read.
        title: Its title.
        purpose: What it is for.
        visibility: Who finds it, and who reads in it.
        join_policy: How one becomes a member.
        care_hours: Hours per week of care; 1 to 168.
        review_on: The day of review; in the future.

    Raises:
        Invalid: A field is wrong.
        Conflict: It was changed since `version`.
    """

    permission = "communities.update"
    shown = ("title", "purpose")
    personal = ("title", "purpose")

    version: int
    title: Title | None = None
    purpose: Purpose | None = None
    visibility: Visibility | None = None
    join_policy: JoinPolicy | None = None
    care_hours: int | None = None
    review_on: date | None = None


@frozen
class UpdateSettings(Command[Community]):
    """Change some settings of one feature in this community.

    Attributes:
        feature: The feature's name.
        values: The settings to change, as JSON values by name.

    Raises:
        Invalid: The feature has no such settings, or a value does not fit.
    """

    permission = "communities.update_settings"
    personal = ()
    max_text = _MAX_SETTINGS

    feature: Annotated[str, Text(max=64, multiline=False)]
    values: Mapping[str, Any]


@frozen
class ArchiveCommunity(TextCommand[Community]):
    """Close a community for writing; it stays readable.

    Attributes:
        reason: Why, for its members.

    Raises:
        Conflict: It is archived already.
    """

    permission = "communities.archive"
    shown = ("reason",)
    when_archived: ClassVar[bool] = True
    when_type_missing: ClassVar[bool] = True
    personal = ("reason",)

    reason: Reason


@frozen
class ReopenCommunity(Command[Community]):
    """Open an archived community again.

    Raises:
        Conflict: It is not archived.
    """

    permission = "communities.archive"
    when_archived: ClassVar[bool] = True


@frozen
class ReadCommunity(Query[Community]):
    """Read the community of the session."""

    permission = "communities.read"


@frozen(kw_only=True)
class ListAuditEntries(Query[Page[AuditEntry]]):
    """List the commands that were carried out in this community, the latest first.

    Without those whose result is hidden from the actor, such as a thread in an audience behind walls.

    Attributes:
        after: The `next` of the page before.
        limit: Entries on a page, 1 to 100.
    """

    permission = "communities.read_audit"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListCommunities(Query[Page[Community]]):
    """List the communities that everybody finds (public and listed ones), by slug.

    Attributes:
        after: The `next` of the page before.
        limit: Communities on a page, 1 to 100.
    """

    permission = "communities.list"
    lobby: ClassVar[bool] = True
    personal = ()

    after: str | None = None
    limit: int = 20
