"""The record of an actor."""

from datetime import datetime

from attrs import frozen

from commkit.spaces import SpaceId


@frozen
class SpaceActor:
    """A space that other servers read by ActivityPub.

    Attributes:
        space: The id of the space.
        account: The name of its account, without the host: `gardens.roses`.
        title: The title of the space.
        purpose: What the space is for, plain text.
        names: Whether its posts name who wrote them.
        language: The language of its texts (BCP 47), as the community's feeds say it; empty where it is not said.
        image: The address of a picture, as the community's feeds have it; empty for none.
        created_at: When the space was created.
    """

    space: SpaceId
    account: str
    title: str
    purpose: str
    names: bool
    language: str
    image: str
    created_at: datetime
