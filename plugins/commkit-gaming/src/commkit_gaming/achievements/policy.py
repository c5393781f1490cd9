"""What counts for who plays, and what is awarded for it.

All of it is taken back where what it rests on does not hold any more: a result is corrected, a match reopened, a
tournament decided otherwise, a game annulled, a guild disbanded.
"""

from commkit_contests import ContestReopened, ContestResultPublished
from commkit_gaming.commendations.facts import CommendationWithdrawn, PlayerCommended
from commkit_gaming.guilds.facts import GuildDisbanded, GuildFounded
from commkit_ladders import GameAnnulled, GameCounted, MemberPromoted, MemberUnplaced
from commkit_reputation import Badge, BadgeRank, Evidence
from commkit_tournaments import MatchFinished, MatchReopened, TournamentCancelled, TournamentFinished

_PLAYED = {"how": ("played",)}

TOURNAMENT_WON = Evidence(
    name="gaming.tournament_won",
    summary="tournaments that you won",
    fact=TournamentFinished,
    to="members",
    by=None,
    about="tournament",
    points=50,
    taken_back_by=(MatchReopened, TournamentCancelled),
)
"""Each of the winning team has it. A match that is reopened opens its tournament, until that has a winner again."""
MATCH_WON = Evidence(
    name="gaming.match_won",
    summary="matches of tournaments that you won",
    fact=MatchFinished,
    to="winners",
    by=None,
    about="match",
    points=3,
    where=_PLAYED,
    taken_back_by=(MatchReopened,),
)
"""Who won without playing won nothing that counts here."""
MATCH_PLAYED = Evidence(
    name="gaming.match_played",
    summary="matches of tournaments that you played",
    fact=MatchFinished,
    to="sides",
    by=None,
    about="match",
    points=1,
    where=_PLAYED,
    taken_back_by=(MatchReopened,),
)
GAME_COUNTED = Evidence(
    name="gaming.game_counted",
    summary="games of yours that count on a ladder",
    fact=GameCounted,
    to="players",
    by=None,
    about="game",
    taken_back_by=(GameAnnulled,),
)
"""It is worth no points: matches of tournaments count on the ladder, too."""
PLACED = Evidence(
    name="gaming.ladder_placed",
    summary="ladders on which you were placed",
    fact=MemberPromoted,
    to="member",
    by=None,
    about="ladder",
    per_member=True,
    points=5,
    taken_back_by=(MemberUnplaced,),
)
GUILD_FOUNDED = Evidence(
    name="gaming.guild_founded",
    summary="guilds that you founded",
    fact=GuildFounded,
    to="actor",
    by=None,
    about="guild",
    points=5,
    taken_back_by=(GuildDisbanded,),
)
"""While the guild is there, whoever leads it now."""
CONTEST_WON = Evidence(
    name="gaming.contest_won",
    summary="contests that you won",
    fact=ContestResultPublished,
    to="winners",
    by=None,
    about="contest",
    points=20,
    taken_back_by=(ContestReopened,),
)
COMMENDED = Evidence(
    name="gaming.commended",
    summary="commendations that you were given",
    fact=PlayerCommended,
    to="receiver",
    about="commendation",
    points=1,
    where={"returned": ("False",)},
    taken_back_by=(CommendationWithdrawn,),
)
"""One in return counts nothing, so that two who commend each other in turn gain nothing by it."""
EVIDENCE = (
    TOURNAMENT_WON,
    MATCH_WON,
    MATCH_PLAYED,
    GAME_COUNTED,
    PLACED,
    GUILD_FOUNDED,
    CONTEST_WON,
    COMMENDED,
)
"""What counts in gaming communities; the leaderboards are made of its points."""


def _badge(
    name: str,
    title: str,
    summary: str,
    evidence: Evidence,
    *,
    at_least: int = 1,
    rank: BadgeRank = BadgeRank.BRONZE,
) -> Badge:
    return Badge(
        name=f"gaming.{name}",
        title=title,
        summary=summary,
        rank=rank,
        evidence=(evidence.name,),
        at_least=at_least,
        kept=False,
    )


ACHIEVEMENTS = (
    _badge("first_match", "First match", "Played a match of a tournament.", MATCH_PLAYED),
    _badge(
        "ten_wins",
        "Ten wins",
        "Won ten matches of tournaments.",
        MATCH_WON,
        at_least=10,
        rank=BadgeRank.SILVER,
    ),
    _badge("champion", "Champion", "Won a tournament.", TOURNAMENT_WON, rank=BadgeRank.GOLD),
    _badge(
        "regular",
        "Regular",
        "Played 20 games that count on ladders.",
        GAME_COUNTED,
        at_least=20,
        rank=BadgeRank.SILVER,
    ),
    _badge("placed", "Placed", "Was placed in a division of a ladder.", PLACED),
    _badge("artist", "Contest winner", "Won a judged contest.", CONTEST_WON, rank=BadgeRank.SILVER),
    _badge("commended", "Well liked", "Was commended five times.", COMMENDED, at_least=5),
    _badge("founder", "Guild founder", "Founded a guild that is there.", GUILD_FOUNDED),
)
"""The badges of gaming communities; each is revoked where its rule does not hold any more."""
