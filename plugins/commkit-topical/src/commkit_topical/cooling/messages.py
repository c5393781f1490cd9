"""The commands and queries of cooling."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import Command, Query, Text, TextCommand
from commkit.posts import Post, PostId
from commkit_topical.cooling.records import CoolingNotice, CoolingNumbers, PausePrompt


@frozen
class ReadCooling(Query[CoolingNotice | None]):
    """Read why a thread is slowed down; None where it is not.

    Attributes:
        thread: A post of the thread.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "topical.read_cooling"

    thread: PostId


@frozen
class ReadPausePrompt(Query[PausePrompt | None]):
    """Read what the actor is asked while a thread cools; None for all but the two who answered each other most.

    Attributes:
        thread: A post of the thread.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "topical.read_pause_prompt"
    granted_to = "member"

    thread: PostId


@frozen
class RephrasePost(TextCommand[Post]):
    """Rephrase a post of one's own while its thread cools; it gets no mark of having been edited.

    What `EditPost` refuses this refuses, too. The text before stays as a revision, as for every edit.

    Attributes:
        post: A post of the actor from the time in which the thread heated up, or later.
        version: The version that was read.
        body: The new text.

    Raises:
        NotFound: There is no such post for this actor.
        Denied: It is not the actor's own.
        Conflict: Its thread does not cool, it is older, or it was edited since it was read.
    """

    permission = "topical.rephrase"
    shown = ("body",)
    personal = ("body",)

    post: PostId
    version: int
    body: Annotated[str, Text(max=40_000)]


@frozen
class LiftCooling(Command[bool]):
    """End the cooling of a thread before it has cooled.

    Attributes:
        thread: A post of the thread.

    Returns:
        Whether it was slowed down.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "topical.lift_cooling"

    thread: PostId


@frozen
class ReadCoolingNumbers(Query[CoolingNumbers]):
    """Count the coolings that began in a time, and how many pairs heated a thread again.

    Attributes:
        since: The first moment.
        until: The moment behind the last one.

    Raises:
        Invalid: It ends before it begins.
    """

    permission = "topical.read_cooling_numbers"
    personal = ()

    since: datetime
    until: datetime
