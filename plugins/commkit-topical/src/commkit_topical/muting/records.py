"""What a member mutes."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.spaces import SpaceId
from commkit.storage import Erasure, Person, Personal


@frozen
class WordMute:
    """A word, or words side by side, that a member mutes.

    Attributes:
        member: Who mutes it.
        word: The word as it is compared: in lower case, with single spaces.
        pattern: The same as a pattern of both databases.
        muted_at: Since when.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    word: Annotated[str, Personal(of="member", max=64, multiline=False)]
    pattern: Annotated[str, Personal(of="member", max=2_000)]
    muted_at: datetime


@frozen
class TagMute:
    """A tag that a member mutes.

    Attributes:
        member: Who mutes it.
        tag: The tag, and no synonym of it.
        muted_at: Since when.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    tag: Annotated[str, Personal(of="member", max=64, multiline=False)]
    muted_at: datetime


@frozen
class SpaceMute:
    """A space that a member mutes.

    Attributes:
        member: Who mutes it.
        space: The space.
        muted_at: Since when.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    space: SpaceId
    muted_at: datetime


@frozen
class Mutes:
    """What a member mutes besides persons, each sorted; persons are in `commkit.members.ListMyBlocks`.

    Attributes:
        words: The words.
        tags: The tags.
        spaces: The spaces that they still see.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    spaces: tuple[SpaceId, ...]
