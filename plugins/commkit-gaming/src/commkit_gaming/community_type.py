"""The community type `gaming`."""

from commkit import CommunityType, Role
from commkit_gaming.achievements.policy import ACHIEVEMENTS, EVIDENCE
from commkit_gaming.guilds.policy import FAMILIAR_GUILDS
from commkit_gaming.play.policy import COMMENDED, GUILD_MATES, MATCHES, PARTIES, PLAYED, RULES
from commkit_gaming.policy import ORGANISER, REPLY, TOPIC
from commkit_gaming.seeds import HOW_WE_PLAY

_ORGANISING = frozenset(
    {
        "contests.open",
        "tournaments.create",
        "tournaments.run",
        "tournaments.judge",
        "tournaments.read_numbers",
        "ladders.manage",
        "ladders.record",
        "matching.run",
    }
)

GAMING = CommunityType(
    "gaming",
    features=(
        "posts",
        "events",
        "tournaments.brackets",
        "ladders.play",
        "matching.matches",
        "gaming.event_nights",
        "gaming.games",
        "gaming.guilds",
        "gaming.linked_identities",
        "gaming.looking_for_group",
        "gaming.scrims",
        "contests.contests",
        "gaming.commendations",
        "minors.safety",
        "reputation.points",
        "reputation.badges",
        "reputation.leaderboards",
    ),
    post_kinds=(TOPIC, REPLY),
    reactions={"up": 1, "well_played": 1, "bookmark": 0},
    roles={ORGANISER: Role(grants=_ORGANISING, staff=False)},
    archive_settings={"gaming.games": {"titles": ["an imported archive"]}},
    words={
        "post": "topic",
        "reply": "reply",
        "member": "player",
        "organiser": "organiser",
        "steward": "community manager",
        "up": "like",
        "well_played": "well played",
        "bookmark": "saved",
        "leader": "guild leader",
        "officer": "officer",
        "veteran": "veteran",
        "recruit": "recruit",
    },
    summary="For people who play together: guilds, tournaments, a ladder, and parties of teams that are as strong.",
    declares=(
        HOW_WE_PLAY,
        RULES,
        MATCHES,
        PARTIES,
        *EVIDENCE,
        *ACHIEVEMENTS,
        *COMMENDED,
        *PLAYED,
        GUILD_MATES,
        FAMILIAR_GUILDS,
    ),
)
"""The community type `gaming`; everybody reads, members play."""
