"""The tables of the plugin."""

from sqlalchemy import MetaData

from commkit.events import event
from commkit.members import group
from commkit.spaces import space
from commkit.storage import record_table
from commkit_gaming.commendations.records import Commendation, CommendationChoice
from commkit_gaming.event_nights.records import EventNight, ShownStreak
from commkit_gaming.guilds.alliances.records import GuildAlliance
from commkit_gaming.guilds.joining.records import GuildApplication, GuildInvitation
from commkit_gaming.guilds.records import Guild, GuildMember
from commkit_gaming.linked_identities.records import StoredGameAccount, StoredProof
from commkit_gaming.looking_for_group.availability.records import Availability
from commkit_gaming.looking_for_group.joining.records import PartyRequest
from commkit_gaming.looking_for_group.no_shows.records import NoShow
from commkit_gaming.looking_for_group.records import Party, PartyMember, PartySlot
from commkit_gaming.scrims.records import Scrim, ScrimNoShow

GUILDS = MetaData()
"""The tables of guilds."""

guild = record_table(
    "commkit_gaming_guild",
    Guild,
    unique=["tag", "group"],
    references={"hall": space, "group": group},
    metadata=GUILDS,
)
"""The guilds. The unique tag lets one of two founders have it."""
guild_member = record_table(
    "commkit_gaming_guild_member",
    GuildMember,
    key=("guild", "member"),
    index=["member"],
    references={"guild": guild},
    metadata=GUILDS,
)
guild_application = record_table(
    "commkit_gaming_guild_application",
    GuildApplication,
    index=["member"],
    unique=[("guild", "member")],
    references={"guild": guild},
    metadata=GUILDS,
)
guild_invitation = record_table(
    "commkit_gaming_guild_invitation",
    GuildInvitation,
    key=("guild", "member"),
    index=["member", "invited_by"],
    references={"guild": guild},
    metadata=GUILDS,
)
guild_alliance = record_table(
    "commkit_gaming_guild_alliance",
    GuildAlliance,
    key=("first", "second"),
    index=["second"],
    references={"first": guild, "second": guild, "offered_by": guild},
    metadata=GUILDS,
)
"""The alliances and their offers. The key lets two guilds that offer each other one at once have one."""

PARTIES = MetaData()
"""The tables of looking for a group."""

party = record_table(
    "commkit_gaming_party",
    Party,
    index=["state", "posted_by", "owner"],
    references={"space": space, "audience": group, "event": event},
    metadata=PARTIES,
)
party_slot = record_table(
    "commkit_gaming_party_slot",
    PartySlot,
    key=("party", "role"),
    references={"party": party},
    metadata=PARTIES,
)
"""The places of parties by role; their rows keep parties within them."""
party_member = record_table(
    "commkit_gaming_party_member",
    PartyMember,
    key=("party", "member"),
    index=["member"],
    references={"party": party},
    metadata=PARTIES,
)
party_request = record_table(
    "commkit_gaming_party_request",
    PartyRequest,
    index=["member"],
    unique=[("party", "member")],
    references={"party": party},
    metadata=PARTIES,
)
availability = record_table("commkit_gaming_availability", Availability, key=("member",), metadata=PARTIES)
no_show = record_table(
    "commkit_gaming_no_show",
    NoShow,
    index=["member", "noted_by", "state"],
    unique=[("party", "member")],
    references={"party": party},
    metadata=PARTIES,
)

NIGHTS = MetaData()
"""The tables of event nights."""

event_night = record_table(
    "commkit_gaming_event_night",
    EventNight,
    key=("event",),
    index=["declared_by"],
    references={"event": event},
    metadata=NIGHTS,
)
shown_streak = record_table(
    "commkit_gaming_shown_streak",
    ShownStreak,
    key=("event", "member"),
    index=["member"],
    references={"event": event_night},
    metadata=NIGHTS,
)

COMMENDATIONS = MetaData()
"""The tables of commendations."""

commendation = record_table(
    "commkit_gaming_commendation",
    Commendation,
    index=[("giver", "at"), ("giver", "receiver", "at"), "receiver", "at"],
    unique=[("giver", "receiver", "evidence", "about")],
    metadata=COMMENDATIONS,
)
"""The commendations. The key lets one commend somebody once for what they played together."""
commendation_choice = record_table(
    "commkit_gaming_commendation_choice", CommendationChoice, key=("member",), metadata=COMMENDATIONS
)

LINKED_IDENTITIES = MetaData()
"""The tables of linked identities."""

game_account = record_table(
    "commkit_gaming_game_account",
    StoredGameAccount,
    index=["valid_until"],
    unique=[("account",), ("member", "platform")],
    metadata=LINKED_IDENTITIES,
)
"""The linked accounts. The keys let one member have an account, and a member one of a platform."""
account_proof = record_table(
    "commkit_gaming_account_proof",
    StoredProof,
    key=("member", "platform"),
    unique=["id"],
    metadata=LINKED_IDENTITIES,
)
SCRIMS = MetaData()
"""The tables of scrims."""

scrim = record_table(
    "commkit_gaming_scrim",
    Scrim,
    index=["guild", "other", "asked_by"],
    references={"guild": guild, "other": guild, "result_by": guild},
    metadata=SCRIMS,
)
scrim_no_show = record_table(
    "commkit_gaming_scrim_no_show",
    ScrimNoShow,
    unique=[("scrim", "guild")],
    references={"scrim": scrim, "guild": guild},
    metadata=SCRIMS,
)
"""The no-shows of guilds. The key lets a guild note one of a scrim."""
