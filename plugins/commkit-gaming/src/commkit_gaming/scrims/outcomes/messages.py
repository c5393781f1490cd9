"""The commands and the query of results and no-shows."""

from attrs import frozen

from commkit import Command, Query
from commkit_gaming.guilds.records import GuildId
from commkit_gaming.scrims.records import Scrim, ScrimId, ScrimNoShow, ScrimNoShowId


@frozen
class TellScrimResult(Command[Scrim]):
    """Tell the result of a scrim within 7 days of its beginning, for either guild; the other one confirms it.

    Until then either may tell another one, which takes its place.

    Attributes:
        scrim: The scrim.
        score: How much the guild that asked scored, 0 to 1,000,000.
        other_score: How much the guild that was asked scored.

    Raises:
        NotFound: There is no such scrim for the actor.
        Denied: The actor has no right to scrims in one of the two.
        Invalid: A score is out of its range.
        Conflict: It was not accepted, has not begun, or began too long ago, or its result was confirmed.
    """

    permission = "gaming.arrange_scrims"

    scrim: ScrimId
    score: int
    other_score: int


@frozen
class ConfirmScrimResult(Command[Scrim]):
    """Confirm the result that the other guild told. Both say so that they played: no-shows of the scrim go.

    Attributes:
        scrim: The scrim.
        score: The score that one confirms, of the guild that asked.
        other_score: The one of the guild that was asked.

    Raises:
        NotFound: There is no such scrim for the actor.
        Denied: The actor has no right to scrims in the guild that did not tell it.
        Conflict: No result was told, another one was told meanwhile, or it was confirmed already.
    """

    permission = "gaming.arrange_scrims"

    scrim: ScrimId
    score: int
    other_score: int


@frozen
class NoteScrimNoShow(Command[ScrimNoShow]):
    """Note within 7 days of the beginning of a scrim that the other guild did not come. Again, it changes nothing.

    Attributes:
        scrim: The scrim.
        guild: The guild that did not come.

    Raises:
        NotFound: There is no such scrim for the actor, or the guild is none of the two.
        Denied: The actor has no right to scrims in the other one of the two.
        Conflict: It was not accepted, has not begun, or began too long ago, or its result was confirmed.
    """

    permission = "gaming.arrange_scrims"

    scrim: ScrimId
    guild: GuildId


@frozen
class TakeBackScrimNoShow(Command[None]):
    """Take back what one's guild noted about another one.

    Raises:
        NotFound: There is no such no-show for the actor.
        Denied: The actor has no right to scrims in the guild that noted it.
    """

    permission = "gaming.arrange_scrims"

    no_show: ScrimNoShowId


@frozen
class DisputeScrimNoShow(Command[ScrimNoShow]):
    """Say for one's guild that a no-show is wrong. Nobody decides; both guilds see that they disagree.

    Again, it changes nothing.

    Raises:
        NotFound: There is no such no-show for the actor.
        Denied: The actor has no right to scrims in the guild that it is about.
    """

    permission = "gaming.arrange_scrims"

    no_show: ScrimNoShowId


@frozen
class ListScrimNoShows(Query[tuple[ScrimNoShow, ...]]):
    """The no-shows of a scrim, for those with the right to scrims in one of its guilds.

    Raises:
        NotFound: There is no such scrim for the actor.
    """

    permission = "gaming.read_scrims"

    scrim: ScrimId
