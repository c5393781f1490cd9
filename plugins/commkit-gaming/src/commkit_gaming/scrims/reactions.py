"""What follows for scrims when a guild is disbanded."""

from commkit import Context
from commkit_gaming.guilds.facts import GuildDisbanded
from commkit_gaming.scrims import statements as sql
from commkit_gaming.scrims.feature import scrim_feature
from commkit_gaming.scrims.jobs import end_scrim
from commkit_gaming.scrims.records import ScrimState


@scrim_feature.reacts_to(GuildDisbanded)
def cancel_scrims_of_disbanded(context: Context, fact: GuildDisbanded) -> None:
    """Its scrims that have not begun, asked for or accepted, are cancelled; those that took place stay."""
    for found in context.rows(sql.AHEAD_OF, guild=fact.guild, at=context.now):
        end_scrim(context, found, ScrimState.CANCELLED)
