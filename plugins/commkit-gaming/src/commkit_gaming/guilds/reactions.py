"""What follows for guilds when somebody is out: of the group of a guild, or of the community."""

from commkit import Context
from commkit.members import GroupLeft, MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_gaming.guilds import statements as sql
from commkit_gaming.guilds.facts import GuildLeft
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.handlers import end_guild
from commkit_gaming.guilds.joining import statements as joining_sql
from commkit_gaming.guilds.policy import successor_of
from commkit_gaming.guilds.ranks.handlers import membership_in, set_rank
from commkit_gaming.guilds.records import GuildRank


@guild_feature.reacts_to(GroupLeft)
def leave_with_group(context: Context, fact: GroupLeft) -> None:
    """Who leaves the group is out of the guild: by their word, kicked, banned, gone or erased.

    Of a leader the next one leads, by rank and then by how long they are in it; with the last one the guild ends. Its
    row is held, so that of two who leave at once the second finds who leads by then.
    """
    found = context.one(sql.OF_GROUP, group=fact.group)
    gone = membership_in(context, found.id, fact.member) if found is not None else None
    if found is None or gone is None:
        return
    context.run(sql.DELETE_MEMBER, id=found.id, member=fact.member)
    context.run(sql.FREE_PLACE, id=found.id)
    context.emit(GuildLeft(guild=found.id, member=fact.member))
    if gone.rank is not GuildRank.LEADER:
        return
    heir = successor_of(context.rows(sql.MEMBERS, id=found.id))
    if heir is None:
        end_guild(context, found)
    else:
        set_rank(context, heir, GuildRank.LEADER)


@guild_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def forget_requests_of_gone(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Applications of, and invitations to, who is outside of the community go."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    context.run(joining_sql.DELETE_APPLICATIONS_OF, member=fact.member)
    context.run(joining_sql.DELETE_INVITATIONS_OF, member=fact.member)
