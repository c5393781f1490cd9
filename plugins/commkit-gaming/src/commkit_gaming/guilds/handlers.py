"""How guilds are founded, changed and disbanded."""

from commkit import Conflict, Context, Denied, Invalid
from commkit.members import create_kept_group
from commkit.spaces import archive_kept_space, create_kept_space
from commkit_gaming.guilds import statements as sql
from commkit_gaming.guilds.alliances import statements as alliance_sql
from commkit_gaming.guilds.facts import GuildChanged, GuildDisbanded, GuildFounded
from commkit_gaming.guilds.feature import FEATURE, MANAGE, GuildSettings, guild_feature
from commkit_gaming.guilds.joining import statements as joining_sql
from commkit_gaming.guilds.joining.handlers import admit
from commkit_gaming.guilds.messages import DisbandGuild, EditGuild, FoundGuild, SetGuildRights
from commkit_gaming.guilds.policy import normal_tag, words_of
from commkit_gaming.guilds.ranks.handlers import check_leads, check_right, locked_guild, membership_in
from commkit_gaming.guilds.records import Guild, GuildId, GuildRank, GuildRight
from commkit_gaming.tables import guild

_OFFICERS = (GuildRight.INVITE, GuildRight.ACCEPT, GuildRight.KICK, GuildRight.SCRIMS)
_VETERANS = (GuildRight.INVITE,)


@guild_feature.loads(Guild, table=guild)
def fetch_guild(context: Context, id: GuildId) -> Guild | None:
    """A guild, also one that was disbanded."""
    return context.one(sql.ONE, id=id)


@guild_feature.handles(FoundGuild)
def found_guild(context: Context, command: FoundGuild) -> Guild:
    """Create the group, the hall and the guild, without members; then the founder is let in."""
    tag = normal_tag(command.tag)
    _check_capacity(context, command.capacity)
    id = GuildId(context.new_id())
    group = create_kept_group(context, kept_by=FEATURE, title=f"Guild {tag}").id  # the name may change
    hall = create_kept_space(
        context,
        kept_by=FEATURE,
        slug=f"guild-{id.hex}",
        title=f"Hall of {tag}",
        audience=group,
    )
    made = Guild(
        id=id,
        name=command.name,
        tag=tag,
        description=command.description,
        capacity=command.capacity,
        members=0,
        recruiting=command.recruiting,
        officer_rights=words_of(_OFFICERS),
        veteran_rights=words_of(_VETERANS),
        recruit_rights=(),
        hall=hall.id,
        group=group,
        founded_at=context.now,
        disbanded_at=None,
    )
    if not context.run(sql.ADD, made):
        raise Conflict("gaming.tag_taken", f"a guild has or had the tag {tag}; choose another one")
    context.emit(GuildFounded(guild=id))
    admit(context, made, context.member, rank=GuildRank.LEADER)
    return locked_guild(context, id)


@guild_feature.handles(EditGuild)
def edit_guild(context: Context, command: EditGuild) -> Guild:
    """Where the statement changes nothing, the guild is larger than that, or gone."""
    found = context.get(Guild, command.guild)
    if not context.can(MANAGE):
        check_right(context, found, GuildRight.EDIT)
    check_running(found)
    _check_capacity(context, command.capacity)
    changed = context.run(
        sql.EDIT,
        id=found.id,
        new_name=command.name,
        new_description=command.description,
        new_capacity=command.capacity,
        new_recruiting=command.recruiting,
    )
    if not changed:
        raise Conflict(
            "gaming.guild_is_larger", "more members than that are in the guild; give a larger capacity"
        )
    context.emit(GuildChanged(guild=found.id))
    return locked_guild(context, found.id)


@guild_feature.handles(SetGuildRights)
def set_guild_rights(context: Context, command: SetGuildRights) -> Guild:
    """Store them in the column of the rank."""
    found = context.get(Guild, command.guild)
    check_leads(context, found)
    if command.rank is GuildRank.LEADER:
        raise Invalid.field("rank", "ignored", "the leader may do everything; name another rank")
    context.run(sql.SET_RIGHTS[command.rank], id=found.id, rights=words_of(command.rights))
    context.emit(GuildChanged(guild=found.id))
    return locked_guild(context, found.id)


@guild_feature.handles(DisbandGuild)
def disband_guild(context: Context, command: DisbandGuild) -> Guild:
    """By its leader, or by a steward."""
    found = context.get(Guild, command.guild)
    if not context.can(MANAGE):
        mine = membership_in(context, found.id, context.member)
        if mine is None or mine.rank is not GuildRank.LEADER:
            raise Denied("gaming.not_guild_leader", "only its leader disbands a guild; ask them")
    locked = locked_guild(context, found.id)
    check_running(locked)
    end_guild(context, locked)
    return locked_guild(context, found.id)


def end_guild(context: Context, found: Guild) -> None:
    """End a guild that is locked: nobody is in it any more. Its group stays, as the audience of the archived hall."""
    members = tuple(each.member for each in context.rows(sql.MEMBERS, id=found.id))
    context.run(sql.DELETE_MEMBERS, id=found.id)
    context.run(joining_sql.DELETE_APPLICATIONS_TO, guild=found.id)
    context.run(joining_sql.DELETE_INVITATIONS_TO, guild=found.id)
    context.run(alliance_sql.DELETE_OF, guild=found.id)
    context.run(sql.DISBAND, id=found.id, at=context.now)
    archive_kept_space(context, found.hall, kept_by=FEATURE)
    context.emit(GuildDisbanded(guild=found.id, members=members))


def check_running(found: Guild) -> None:
    """Check that a guild is there.

    Raises:
        Conflict: It was disbanded.
    """
    if found.disbanded_at is not None:
        raise Conflict("gaming.guild_disbanded", "this guild was disbanded; found another one")


def _check_capacity(context: Context, capacity: int) -> None:
    largest = context.settings(GuildSettings).largest
    if not 2 <= capacity <= largest:
        raise Invalid.field("capacity", "out_of_range", f"give 2 to {largest} members")
