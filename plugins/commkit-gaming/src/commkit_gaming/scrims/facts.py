"""What happens to scrims. All facts are for the host alone: a scrim is a matter of its two guilds."""

from attrs import frozen

from commkit import Fact
from commkit_gaming.guilds.records import GuildId
from commkit_gaming.scrims.records import ScrimId, ScrimState

SEE_SCRIMS = "gaming.see_scrims"
"""The permission of the host alone: what happens to scrims is told to nobody else."""


@frozen
class ScrimAsked(Fact):
    """A guild asked another one for a scrim."""

    name = "gaming.scrim_asked"
    visible_to = SEE_SCRIMS
    scrim: ScrimId
    guild: GuildId
    other: GuildId


@frozen
class ScrimAccepted(Fact):
    """The other guild accepted a scrim."""

    name = "gaming.scrim_accepted"
    visible_to = SEE_SCRIMS
    scrim: ScrimId


@frozen
class ScrimEnded(Fact):
    """A scrim does not take place.

    Attributes:
        scrim: The scrim.
        state: Whether it was declined, withdrawn or cancelled, or expired.
    """

    name = "gaming.scrim_ended"
    visible_to = SEE_SCRIMS
    scrim: ScrimId
    state: ScrimState


@frozen
class ScrimResultTold(Fact):
    """A guild told the result of a scrim."""

    name = "gaming.scrim_result_told"
    visible_to = SEE_SCRIMS
    scrim: ScrimId


@frozen
class ScrimResultConfirmed(Fact):
    """The other guild confirmed the result of a scrim."""

    name = "gaming.scrim_result_confirmed"
    visible_to = SEE_SCRIMS
    scrim: ScrimId


@frozen
class ScrimNoShowNoted(Fact):
    """A guild noted that the other one did not come."""

    name = "gaming.scrim_no_show_noted"
    visible_to = SEE_SCRIMS
    scrim: ScrimId
    guild: GuildId


@frozen
class ScrimNoShowDisputed(Fact):
    """A guild said that it came."""

    name = "gaming.scrim_no_show_disputed"
    visible_to = SEE_SCRIMS
    scrim: ScrimId
    guild: GuildId


@frozen
class ScrimNoShowTakenBack(Fact):
    """A guild took back what it noted about the other one, or both confirmed a result, by which they played."""

    name = "gaming.scrim_no_show_taken_back"
    visible_to = SEE_SCRIMS
    scrim: ScrimId
    guild: GuildId
