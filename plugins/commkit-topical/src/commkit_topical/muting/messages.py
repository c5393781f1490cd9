"""The commands and the query of mutes."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Query, Text
from commkit.spaces import SpaceId
from commkit_topical.muting.records import Mutes

MutedWord = Annotated[str, Text(max=64, multiline=False)]
MutedTag = Annotated[str, Text(max=64, multiline=False)]


@frozen
class MuteWord(Command[Mutes]):
    """Mute a word, or words side by side; repeated, it changes nothing.

    Threads and replies with it, in their title or text, are in none of the actor's lists, searches and digests, and
    notify them of nothing; a reply is left out of its thread, too. Whole words count, in any case; accents tell words
    apart. What the actor wrote is never muted, nor what they open by its address. Nobody else learns of it.

    Attributes:
        word: The word: letters, digits, spaces, and `- ' + # & _ /`.

    Raises:
        Invalid: There is no letter or digit in it, or another sign.
        Conflict: The actor mutes 100 words already.
    """

    permission = "topical.mute"
    granted_to = "member"
    discreet = True
    personal = ("word",)

    word: MutedWord


@frozen
class UnmuteWord(Command[Mutes]):
    """End the mute of a word; where there is none, nothing changes."""

    permission = "topical.mute"
    discreet = True
    personal = ("word",)

    word: MutedWord


@frozen
class MuteTag(Command[Mutes]):
    """Mute a tag: its threads are in none of the actor's lists, searches and digests, and notify them of nothing.

    A thread that the actor opened themselves stays; so does one that they read by its address.

    Attributes:
        tag: The tag, or a synonym of it.

    Raises:
        Invalid: It is no tag.
        Conflict: The actor mutes 100 tags already.
    """

    permission = "topical.mute"
    discreet = True
    personal = ("tag",)

    tag: MutedTag


@frozen
class UnmuteTag(Command[Mutes]):
    """End the mute of a tag; where there is none, nothing changes."""

    permission = "topical.mute"
    discreet = True
    personal = ("tag",)

    tag: MutedTag


@frozen
class MuteSpace(Command[Mutes]):
    """Mute a space: its threads are in none of the actor's lists, searches and digests, and notify them of nothing.

    The list of that space alone is empty, too; each thread of it is read by its address. Spaces below it are muted
    one by one.

    Attributes:
        space: The space.

    Raises:
        NotFound: There is no such space for this actor.
        Conflict: The actor mutes 100 spaces already.
    """

    permission = "topical.mute"
    discreet = True

    space: SpaceId


@frozen
class UnmuteSpace(Command[Mutes]):
    """End the mute of a space; where there is none, nothing changes."""

    permission = "topical.mute"
    discreet = True

    space: SpaceId


@frozen
class ListMyMutes(Query[Mutes]):
    """List the words, tags and spaces that the actor mutes."""

    permission = "topical.mute"
