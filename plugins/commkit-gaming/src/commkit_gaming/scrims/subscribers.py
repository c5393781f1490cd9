"""Notifications about scrims."""

from collections.abc import Iterator

from commkit import Context, Delivery, MemberId
from commkit.notifications import notify
from commkit_gaming.guilds import statements as guild_sql
from commkit_gaming.guilds.policy import rights_of
from commkit_gaming.guilds.records import Guild, GuildRight
from commkit_gaming.scrims.facts import (
    ScrimAccepted,
    ScrimAsked,
    ScrimEnded,
    ScrimNoShowDisputed,
    ScrimNoShowNoted,
    ScrimResultConfirmed,
    ScrimResultTold,
)
from commkit_gaming.scrims.feature import scrim_feature
from commkit_gaming.scrims.records import Scrim

_Told = (
    ScrimAccepted
    | ScrimAsked
    | ScrimEnded
    | ScrimNoShowDisputed
    | ScrimNoShowNoted
    | ScrimResultConfirmed
    | ScrimResultTold
)


@scrim_feature.subscribes_to(
    ScrimAccepted,
    ScrimAsked,
    ScrimEnded,
    ScrimNoShowDisputed,
    ScrimNoShowNoted,
    ScrimResultConfirmed,
    ScrimResultTold,
)
def notify_who_arranges(delivery: Delivery, fact: _Told) -> None:
    """Notify those who arrange scrims in the two guilds, but for who did it."""
    with delivery.context(once=True) as context:
        to = dict.fromkeys(_who_arrange(context, context.get(Scrim, fact.scrim)))
        others = [each for each in to if each != fact.actor]
        notify(context, fact.name, others, record=Scrim.__name__, object=fact.scrim, by=fact.actor)


def _who_arrange(context: Context, found: Scrim) -> Iterator[MemberId]:
    for side in (found.guild, found.other):
        held = context.get(Guild, side)
        for each in context.rows(guild_sql.MEMBERS, id=side):
            if GuildRight.SCRIMS in rights_of(held, each.rank):
                yield each.member
