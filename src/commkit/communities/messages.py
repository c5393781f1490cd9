"""What can be asked of communities, and what is told of them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from attrs import field, frozen

from commkit.communities.records import Community, JoinPolicy, Visibility
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.model.records import AuditEntry
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Slug = Annotated[str, Text(max=64, lines=False)]
Title = Annotated[str, Text(max=200, lines=False)]
Purpose = Annotated[str, Text(max=2_000)]
Reason = Annotated[str, Text(max=2_000)]


@frozen
class CreateCommunity(Command[Community]):
    """Create a community; the actor becomes its owner. A community does not grow by itself, so care is promised first.

    Attributes:
        slug: Its name in addresses: lower-case letters, digits and inner hyphens.
        type: One of the Kit's community types.
        title: Its name for people.
        purpose: What it is for.
        care_hours: Hours a week that its stewards will give it; 1 to 168.
        review_on: The day on which to look at purpose and care again; in the future.
        visibility: Who learns of it, and who reads in it.
        join_policy: How one becomes a member.
        settings: Values of features' settings, by feature name.

    Raises:
        Invalid: A field is wrong or a promise is missing; all are told.
        Conflict: The slug is taken.
        Denied: The type refuses, with its reason.
    """

    permission = "communities.create"
    lobby: ClassVar[bool] = True
    personal = ("title", "purpose")

    slug: Slug
    type: Annotated[str, Text(max=64, lines=False)]
    title: Title
    purpose: Purpose
    care_hours: int | None = field(default=None, kw_only=True)
    review_on: date | None = field(default=None, kw_only=True)
    visibility: Visibility = field(default=Visibility.PUBLIC, kw_only=True)
    join_policy: JoinPolicy = field(default=JoinPolicy.OPEN, kw_only=True)
    settings: Mapping[str, Any] = field(factory=dict, kw_only=True)


@frozen(kw_only=True)
class UpdateCommunity(Command[Community]):
    """Change what a community says of itself. What is left out stays.

    Raises:
        Conflict: Somebody else changed it since `version`.
    """

    permission = "communities.update"
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
        values: The settings to change, in their JSON-able form.

    Raises:
        Invalid: The feature has no such settings, or a value does not fit; all faults are told.
    """

    permission = "communities.update_settings"
    personal = ()

    feature: Annotated[str, Text(max=64, lines=False)]
    values: Mapping[str, Any]


@frozen
class ArchiveCommunity(Command[Community]):
    """Close a community for writing; it stays readable.

    Attributes:
        reason: Why, for its members.

    Raises:
        Conflict: It is archived already.
    """

    permission = "communities.archive"
    when_archived: ClassVar[bool] = True
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
    """The community of this session."""

    permission = "communities.read"


@frozen(kw_only=True)
class ListAuditEntries(Query[Page[AuditEntry]]):
    """What was done in this community, command by command, the latest first.

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
    """The communities that anybody may learn of, by slug.

    Attributes:
        after: The `next` of the page before.
        limit: Communities on a page, 1 to 100.
    """

    permission = "communities.list"
    lobby: ClassVar[bool] = True
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class CommunityCreated(Fact):
    """A community was created."""

    name = "communities.created"
    slug: str
    type: str


@frozen
class CommunityUpdated(Fact):
    """What a community says of itself was changed."""

    name = "communities.updated"
    version: int


@frozen
class SettingsUpdated(Fact):
    """Settings of a feature were changed."""

    name = "communities.settings_updated"
    feature: str


@frozen
class CommunityArchived(Fact):
    """A community was closed for writing."""

    name = "communities.archived"
    personal = ("reason",)
    reason: str


@frozen
class CommunityReopened(Fact):
    """An archived community was opened again."""

    name = "communities.reopened"
