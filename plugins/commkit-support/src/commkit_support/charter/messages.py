"""The messages about the charter."""

from datetime import date
from typing import Annotated, Literal

from attrs import field, frozen

from commkit import Command, Items, Query, Text, TextCommand
from commkit.posts import PostId
from commkit_support.charter.records import (
    Note,
    ScopeCharter,
    ScopeCheck,
    ScopeNumbers,
    ScopeOffer,
    ScopeOfferId,
    ScopeTopic,
)
from commkit_support.handoff.records import Handoff

Title = Annotated[str, Text(max=300, min=0, multiline=False)]
Body = Annotated[str, Text(max=40_000)]


@frozen
class ReadScopeCharter(Query[ScopeCharter]):
    """What this community never answers.

    Attributes:
        version: The number of a version; the present one where it is left out.

    Raises:
        NotFound: There is no such version.
    """

    permission = "support.read_charter"
    personal = ()

    version: int | None = field(default=None, kw_only=True)


@frozen
class ChangeScopeCharter(TextCommand[ScopeCharter]):
    """Say anew what this community never answers; earlier versions stay.

    Attributes:
        topics: All topics of the new version, at most 50.
        note: Why.
        version: The version that is changed.

    Raises:
        Conflict: Somebody else changed it meanwhile (`support.charter_changed`).
        Invalid: A topic has no words or no text, or the name of another one; or words, and another finder.
    """

    permission = "support.change_charter"
    shown = ("topics", "note")
    personal = ()

    topics: Annotated[tuple[ScopeTopic, ...], Items(max=50)]
    note: Note
    version: int


@frozen
class CheckScope(Command[ScopeCheck]):
    """Ask while writing whether a question is answered here; the draft is not stored, that it was told of is.

    Of a reply, which is never kept back, it tells the topics, and the text with what is private masked.

    Attributes:
        title: The title of the draft; empty for a reply.
        body: Its text.
        markup: The markup of the text.
        reply_to: The post that it replies to; None for a question.

    Raises:
        NotFound: There is no post to reply to for this actor.
    """

    permission = "support.check_scope"
    personal = ("title", "body")

    title: Title
    body: Body
    markup: Literal["markdown", "html"] = field(default="markdown", kw_only=True)
    reply_to: PostId | None = field(default=None, kw_only=True)


@frozen
class PublishAnyway(Command[ScopeOffer]):
    """Decide to publish what is out of scope: the next question about these topics is, within an hour.

    Attributes:
        offer: The offer of `CheckScope`.

    Raises:
        NotFound: It was not made to this actor.
        Denied: One of the topics is never published.
        Conflict: It was decided otherwise.
    """

    permission = "support.publish_anyway"

    offer: ScopeOfferId


@frozen
class AskHelpDesk(TextCommand[Handoff]):
    """Ask the help desk instead: in a private question, which only its asker and staff see, and which is handed over.

    Attributes:
        offer: The offer of `CheckScope`.
        title: The title.
        body: The text; nothing is masked in it, but for the help desk, see `HandoffBundle`.
        tags: Tags.
        markup: The markup of the text.

    Raises:
        NotFound: The offer was not made to this actor.
        Denied: This community has no help desk.
        Conflict: It was decided otherwise.
    """

    permission = "support.ask_help_desk"
    creates = True
    shown = ("title", "body", "tags")
    personal = ("title", "body")

    offer: ScopeOfferId
    title: Title
    body: Body
    tags: tuple[Annotated[str, Text(max=50, multiline=False)], ...] = field(default=(), kw_only=True)
    markup: Literal["markdown", "html"] = field(default="markdown", kw_only=True)


@frozen
class ReadScopeOffer(Query[ScopeOffer]):
    """An offer; for staff, and for whom it was made to."""

    permission = "support.check_scope"

    offer: ScopeOfferId


@frozen
class ReadScopeNumbers(Query[ScopeNumbers]):
    """What became of the offers of a month.

    Attributes:
        month: A day of the month, in UTC.
    """

    permission = "support.read_scope_numbers"

    month: date
