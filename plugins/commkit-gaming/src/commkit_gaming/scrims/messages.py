"""The commands and queries of scrims."""

from datetime import datetime, timedelta
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit_gaming.guilds.records import GuildId
from commkit_gaming.scrims.records import Scrim, ScrimId


@frozen
class AskForScrim(TextCommand[Scrim]):
    """Ask another guild for a practice match, with the right `scrims` in one's own. It waits until it is to begin.

    Attributes:
        guild: The guild in whose name one asks.
        other: The guild that is asked.
        game: One of the games of the community.
        starts_at: When they would play.
        plays: For how long, 10 minutes to a day.
        note: What one says to the other guild.

    Raises:
        NotFound: There is no such guild for the actor.
        Denied: The actor has no right to scrims in the first one, or the leader of the other one blocks them.
        Invalid: The game is unknown, or the time is not ahead, too far ahead, or too short or long.
        Conflict: It is the same guild, one was disbanded, or too many asks of the guild wait for an answer.
    """

    permission = "gaming.arrange_scrims"
    creates = True
    shown = ("note",)
    personal = ("note",)

    guild: GuildId
    other: GuildId
    game: Annotated[str, Text(max=200, multiline=False)] = field(kw_only=True)
    starts_at: datetime = field(kw_only=True)
    plays: timedelta = field(default=timedelta(hours=1), kw_only=True)
    note: Annotated[str, Text(max=1_000, min=0)] = field(default="", kw_only=True)


@frozen
class AcceptScrim(Command[Scrim]):
    """Accept a scrim that one's guild was asked for; members of both guilds see it then.

    Raises:
        NotFound: There is no such scrim for the actor.
        Denied: The actor has no right to scrims in the guild that was asked.
        Conflict: It waits for no answer any more.
    """

    permission = "gaming.arrange_scrims"

    scrim: ScrimId


@frozen
class DeclineScrim(Command[Scrim]):
    """Decline a scrim that one's guild was asked for.

    Raises:
        NotFound: There is no such scrim for the actor.
        Denied: The actor has no right to scrims in the guild that was asked.
        Conflict: It waits for no answer any more.
    """

    permission = "gaming.arrange_scrims"

    scrim: ScrimId


@frozen
class WithdrawScrim(Command[Scrim]):
    """Take a scrim back that one's guild asked for, before it is answered.

    Raises:
        NotFound: There is no such scrim for the actor.
        Denied: The actor has no right to scrims in the guild that asked.
        Conflict: It waits for no answer any more.
    """

    permission = "gaming.arrange_scrims"

    scrim: ScrimId


@frozen
class CancelScrim(Command[Scrim]):
    """Cancel an accepted scrim before it begins, for either guild.

    Raises:
        NotFound: There is no such scrim for the actor.
        Denied: The actor has no right to scrims in one of the two.
        Conflict: It was not accepted, or has begun.
    """

    permission = "gaming.arrange_scrims"

    scrim: ScrimId


@frozen
class ReadScrim(Query[Scrim]):
    """Read a scrim: accepted ones as a member of one of its guilds, others with the right to scrims there.

    Raises:
        NotFound: There is no such scrim for the actor.
    """

    permission = "gaming.read_scrims"

    scrim: ScrimId


@frozen
class ListScrims(Query[Page[Scrim]]):
    """List the scrims of a guild that the reader sees, the latest asked for first.

    Attributes:
        guild: The guild.
        after: The `next` of the page before.
        limit: Scrims on a page, 1 to 100.

    Raises:
        NotFound: There is no such guild for the actor.
    """

    permission = "gaming.read_scrims"
    personal = ()

    guild: GuildId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
