"""The ladder, what counts on it, and how parties are formed."""

from commkit_gaming.play.queries import LADDER, read_skills
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
