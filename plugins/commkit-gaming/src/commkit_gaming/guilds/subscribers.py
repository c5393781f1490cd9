"""Notifications about guilds."""

from collections.abc import Callable, Iterable

from commkit import Context, Delivery, MemberId
from commkit.notifications import notify
from commkit_gaming.guilds import statements as sql
from commkit_gaming.guilds.facts import (
    GuildAllianceEnded,
    GuildAllianceMade,
    GuildAllianceOffered,
    GuildApplicationDeclined,
    GuildApplicationMade,
    GuildDisbanded,
    GuildEntered,
    GuildInvitationSent,
    GuildMemberKicked,
    GuildRankSet,
)
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.policy import rights_of
from commkit_gaming.guilds.records import Guild, GuildRight

_Told = (
    GuildAllianceEnded
    | GuildAllianceMade
    | GuildAllianceOffered
    | GuildApplicationDeclined
    | GuildApplicationMade
    | GuildDisbanded
    | GuildEntered
    | GuildInvitationSent
    | GuildMemberKicked
    | GuildRankSet
)


@guild_feature.subscribes_to(GuildApplicationMade)
def notify_of_application(delivery: Delivery, fact: GuildApplicationMade) -> None:
    """Notify those in the guild who may accept it."""

    def acceptors(context: Context) -> Iterable[MemberId]:
        found = context.get(Guild, fact.guild)
        for each in context.rows(sql.MEMBERS, id=fact.guild):
            if GuildRight.ACCEPT.value in rights_of(found, each.rank):
                yield each.member

    _notify(delivery, fact, acceptors)


@guild_feature.subscribes_to(
    GuildApplicationDeclined, GuildEntered, GuildInvitationSent, GuildMemberKicked, GuildRankSet
)
def notify_of_own(
    delivery: Delivery,
    fact: GuildApplicationDeclined | GuildEntered | GuildInvitationSent | GuildMemberKicked | GuildRankSet,
) -> None:
    """Notify whom it concerns, unless they did it themselves."""
    if fact.member != fact.actor:
        _notify(delivery, fact, lambda context: (fact.member,))


@guild_feature.subscribes_to(GuildDisbanded)
def notify_of_end(delivery: Delivery, fact: GuildDisbanded) -> None:
    """Notify who was in it, but for who ended it."""
    _notify(delivery, fact, lambda context: [each for each in fact.members if each != fact.actor])


@guild_feature.subscribes_to(GuildAllianceOffered, GuildAllianceMade, GuildAllianceEnded)
def notify_other_leader(
    delivery: Delivery, fact: GuildAllianceOffered | GuildAllianceMade | GuildAllianceEnded
) -> None:
    """Notify the leader of the other guild."""
    _notify(
        delivery, fact, lambda context: [each.member for each in context.rows(sql.MEMBERS, id=fact.ally)[:1]]
    )


def _notify(delivery: Delivery, fact: _Told, to: Callable[[Context], Iterable[MemberId]]) -> None:
    with delivery.context(once=True) as context:
        notify(context, fact.name, to(context), record=Guild.__name__, object=fact.guild, by=fact.actor)
