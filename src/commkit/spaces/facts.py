"""The facts of spaces."""

from attrs import frozen

from commkit.runtime.model.messages import Fact
from commkit.spaces.records import SpaceId


@frozen
class SpaceCreated(Fact):
    """A space was created."""

    name = "spaces.created"
    visible_to = "spaces.read"
    space: SpaceId


@frozen
class SpaceUpdated(Fact):
    """Something of a space was changed: its title, rules, kinds, or how it is joined."""

    name = "spaces.updated"
    visible_to = "spaces.read"
    space: SpaceId


@frozen
class SpacesOrdered(Fact):
    """The spaces beside each other were put in another order.

    Attributes:
        parent: The space that they are parts of; None for those at the top.
    """

    name = "spaces.ordered"
    visible_to = "spaces.read"
    parent: SpaceId | None


@frozen
class SpaceArchived(Fact):
    """A space was closed for writing."""

    name = "spaces.archived"
    visible_to = "spaces.read"
    space: SpaceId


@frozen
class SpaceReopened(Fact):
    """An archived space was opened for writing again."""

    name = "spaces.reopened"
    visible_to = "spaces.read"
    space: SpaceId
