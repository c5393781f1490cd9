"""The ladder, what counts on it, and how parties are formed."""

from commkit_contests import JudgeConflict
from commkit_gaming.commendations.records import CommendationKind, PlayedTogether
from commkit_gaming.guilds.queries import guild_mates
from commkit_gaming.play.queries import (
    LADDER,
    players_of_game,
    players_of_match,
    players_of_party,
    read_skills,
)
from commkit_ladders import Division, LadderRules, ResultSource
from commkit_matching import Consent, MatchKind, Method, Side
from commkit_tournaments import MatchFinished, MatchReopened

RULES = LadderRules(
    name="play",
    summary="Matches of tournaments, and games that members report.",
    divisions=(
        Division("bronze", "Bronze", 0),
        Division("silver", "Silver", 10),
        Division("gold", "Gold", 20),
        Division("diamond", "Diamond", 30),
    ),
)
"""How the ladder counts."""

MATCHES = ResultSource(
    name="tournament_matches",
    ladder=LADDER,
    fact=MatchFinished,
    about="match",
    where={"how": ("played",)},
    taken_back_by=(MatchReopened,),
)
"""Matches of tournaments that were played move the ladder; a match that is reopened is taken back."""


PARTIES = MatchKind(
    name="parties",
    title="Parties",
    summary="Members who want to play now, in two teams that are as strong as each other.",
    method=Method.GROUPS,
    sides=(Side(name="player", title="Player"),),
    consent=Consent.ALL,
    smallest=4,
    largest=10,
    teams=2,
    balanced_by="skill",
    reads=read_skills,
)
"""Parties of two teams, balanced by the skills on the ladder; who has none counts as the mean."""

COMMENDED = (
    CommendationKind(
        name="team_player", title="Team player", summary="Plays for the team, not for themselves."
    ),
    CommendationKind(name="fair_play", title="Fair play", summary="Wins and loses well."),
    CommendationKind(name="good_teacher", title="Good teacher", summary="Helps others to play better."),
)
"""What players commend each other for."""
PLAYED = (
    PlayedTogether(name="game", summary="a game that counts on a ladder", players=players_of_game),
    PlayedTogether(name="match", summary="a match of a tournament", players=players_of_match),
    PlayedTogether(name="party", summary="a party", players=players_of_party),
)
"""What is evidence that two played together."""
GUILD_MATES = JudgeConflict(name="guild_mates", summary="members of a guild of yours", conflicts=guild_mates)
"""Judges of contests do not mark entries of those who are in a guild with them."""
