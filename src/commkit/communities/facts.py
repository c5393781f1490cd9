"""The facts of communities."""

from attrs import frozen

from commkit.runtime.model.messages import Fact


@frozen
class CommunityCreated(Fact):
    """A community was created.

    Attributes:
        slug: Its name in addresses.
        type: The name of its community type.
    """

    name = "communities.created"
    visible_to = "communities.read"
    slug: str
    type: str


@frozen
class CommunityUpdated(Fact):
    """Title, purpose, visibility, join policy, care or review day of a community changed.

    Attributes:
        version: The version of the community's record after the change.
    """

    name = "communities.updated"
    visible_to = "communities.read"
    version: int


@frozen
class SettingsUpdated(Fact):
    """Settings of a feature were changed.

    Attributes:
        feature: The name of the feature.
    """

    name = "communities.settings_updated"
    visible_to = "communities.read_audit"
    feature: str


@frozen
class CommunityTypeChanged(Fact):
    """A community got another type; the features of the new one react to it, and may refuse.

    Attributes:
        before: The name of the type that it had.
        after: The name of the type that it has now.
    """

    name = "communities.type_changed"
    visible_to = "communities.read"
    before: str
    after: str


@frozen
class CommunityArchived(Fact):
    """A community was archived: it is read-only.

    Attributes:
        reason: Why, for its members.
    """

    name = "communities.archived"
    visible_to = "communities.read"
    personal = ("reason",)
    reason: str


@frozen
class CommunityReopened(Fact):
    """An archived community was opened again."""

    name = "communities.reopened"
    visible_to = "communities.read"
