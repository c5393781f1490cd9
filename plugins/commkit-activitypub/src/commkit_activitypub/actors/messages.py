"""The queries of actors."""

from typing import Annotated

from attrs import frozen

from commkit import Query, Text
from commkit.spaces import SpaceId
from commkit_activitypub.actors.records import SpaceActor
from commkit_activitypub.policy import READ


@frozen
class ReadSpaceActor(Query[SpaceActor]):
    """Read how other servers see a space.

    A space is an actor where its community is public and publishes, and where everybody sees the space: it is listed,
    and has no audience.

    Attributes:
        space: The space.

    Raises:
        NotFound: It is none, or there is no such space for this actor.
    """

    permission = READ

    space: SpaceId


@frozen
class FindSpaceActor(Query[SpaceActor]):
    """Read how other servers see a space, by its name in addresses; as `ReadSpaceActor`.

    Attributes:
        slug: The slug of the space.

    Raises:
        NotFound: It is none, or there is no such space for this actor.
    """

    permission = READ
    personal = ()

    slug: Annotated[str, Text(max=64, multiline=False)]
