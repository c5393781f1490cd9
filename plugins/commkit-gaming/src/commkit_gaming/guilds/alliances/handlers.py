"""How alliances are offered, made and ended."""

from commkit import Conflict, Context, NotFound
from commkit_gaming.guilds.alliances import statements as sql
from commkit_gaming.guilds.alliances.messages import AcceptGuildAlliance, EndGuildAlliance, OfferGuildAlliance
from commkit_gaming.guilds.alliances.records import GuildAlliance
from commkit_gaming.guilds.facts import (
    GuildAllianceEnded,
    GuildAllianceMade,
    GuildAllianceOffered,
    GuildAllianceRefused,
)
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.ranks.handlers import check_leads, locked_guild
from commkit_gaming.guilds.records import Guild, GuildId


@guild_feature.handles(OfferGuildAlliance)
def offer_alliance(context: Context, command: OfferGuildAlliance) -> GuildAlliance:
    """Hold both guilds, so that none is disbanded meanwhile, and add the offer."""
    mine, other = _both_held(context, command.guild, command.ally)
    if mine.id == other.id or other.disbanded_at is not None:
        raise Conflict(
            "gaming.no_ally", "this is the same guild, or one that was disbanded; name another one"
        )
    first, second = sorted((mine.id, other.id))
    made = GuildAlliance(first, second, mine.id, context.now, None)
    if context.run(sql.ADD, made):
        context.emit(GuildAllianceOffered(guild=mine.id, ally=other.id))
        return made
    return _between(context, mine, other) or made


@guild_feature.handles(AcceptGuildAlliance)
def accept_alliance(context: Context, command: AcceptGuildAlliance) -> GuildAlliance:
    """Hold both guilds, and make an alliance of the offer."""
    mine, other = _both_held(context, command.guild, command.ally)
    found = _between(context, mine, other)
    if found is None or (found.made_at is None and found.offered_by != other.id):
        raise NotFound("gaming.no_alliance_offer", "this guild offered you no alliance; offer one to it")
    if context.run(sql.MAKE, first=found.first, second=found.second, at=context.now):
        context.emit(GuildAllianceMade(guild=mine.id, ally=other.id))
    return _between(context, mine, other) or found


@guild_feature.handles(EndGuildAlliance)
def end_alliance(context: Context, command: EndGuildAlliance) -> bool:
    """Hold both guilds, and delete what they have."""
    mine, other = _both_held(context, command.guild, command.ally)
    found = _between(context, mine, other)
    if found is None:
        return False
    context.run(sql.DELETE, first=found.first, second=found.second)
    told = GuildAllianceRefused if found.made_at is None else GuildAllianceEnded
    context.emit(told(guild=mine.id, ally=other.id))
    return True


def _both_held(context: Context, guild: GuildId, ally: GuildId) -> tuple[Guild, Guild]:
    """The guild that the actor leads, and the other one, locked in the order of their ids."""
    ids = context.get(Guild, guild).id, context.get(Guild, ally).id
    held = {id: locked_guild(context, id) for id in sorted(set(ids))}
    mine, other = (held[id] for id in ids)
    check_leads(context, mine)
    return mine, other


def _between(context: Context, mine: Guild, other: Guild) -> GuildAlliance | None:
    first, second = sorted((mine.id, other.id))
    return context.one(sql.ONE, first=first, second=second)
