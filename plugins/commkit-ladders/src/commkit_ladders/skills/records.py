"""The rules of ladders, as types declare them."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise

from attrs import frozen

from commkit import FieldError, Invalid

MU = 25.0
"""The mean skill of somebody of whom nothing is known."""
SIGMA = MU / 3
"""How unsure that is: the standard deviation."""
BETA = SIGMA / 2
"""How much the result of a game depends on chance; one `BETA` more skill wins about 76 % of games."""
TAU = SIGMA / 100
"""What each game adds to the uncertainty, as skills change while members play."""
_MOST_CUT = 1_000.0
"""The farthest cut-off from 0; no skill comes near it."""


class DivisionMoves(StrEnum):
    """When members move between divisions."""

    AT_ONCE = "at_once"
    """As soon as a skill passes a cut-off."""
    SEASON_END = "season_end"
    """When a season ends, by the skill at that moment."""


class TieRule(StrEnum):
    """Who stands first on a board where two skills are shown as equal."""

    SHARED = "shared"
    """Nobody: they share a rank (1, 2, 2, 4)."""
    MORE_GAMES = "more_games"
    """Who counted more games; who has equally many shares a rank."""
    EARLIER = "earlier"
    """Who has stood there for longer: whose last game was earlier, by the second."""


@frozen
class Division:
    """A part of a ladder that an app names, such as silver.

    Attributes:
        name: Its name in data, such as `silver`.
        title: What it is called, for people.
        at_least: The cut-off: the skill, as it is shown, that leads into it.
    """

    name: str
    title: str
    at_least: float


@frozen(kw_only=True)
class LadderRules:
    """How a sort of ladder counts; a type, a feature or the host declares it.

    The defaults are those of openskill's Plackett-Luce model: mu 25, sigma 25/3; shown is `mu - 3 sigma`.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        summary: What is played, a few words for people.
        divisions: From the lowest to the highest; none where it is left out. Who is below the first cut-off is in the
            first division all the same.
        moves: When members move between divisions.
        margin: How far below its cut-off a skill has to fall before a member leaves a division downwards.
        placement_games: Games of a season after which a member is placed in a division, or moves at all.
        provisional_sigma: A skill that is less sure than that is marked as provisional, as is that of somebody who was
            not placed yet.
        idle_variance: What each whole week without a game adds to `sigma ** 2`, up to that of a newcomer. With 0.6 it
            takes about two years until nothing is known any more of somebody with a sigma of 3.
        season: How long a season lasts; None where a steward ends it.
        ties: Who stands first where two are equal.
        members_report: Whether players report results, which the other sides confirm.
        beta: How much the result of a game depends on chance.
        tau: What each game adds to the uncertainty.

    Raises:
        Invalid: A number is out of its range, or divisions do not rise (`ladders.bad_rules`); with all faults.
    """

    name: str
    summary: str
    divisions: tuple[Division, ...] = ()
    moves: DivisionMoves = DivisionMoves.AT_ONCE
    margin: float = 1.0
    placement_games: int = 5
    provisional_sigma: float = 5.0
    idle_variance: float = 0.6
    season: timedelta | None = None
    ties: TieRule = TieRule.SHARED
    members_report: bool = True
    beta: float = BETA
    tau: float = TAU

    def __attrs_post_init__(self) -> None:
        if faults := list(self._faults()):
            raise Invalid(faults, code="ladders.bad_rules")

    def _faults(self) -> Iterator[FieldError]:
        for name, least, most in (
            ("margin", 0.0, 25.0),
            ("placement_games", 0, 100),
            ("provisional_sigma", 0.1, SIGMA),
            ("idle_variance", 0.0, SIGMA**2),
            ("beta", 0.01, 100.0),
            ("tau", 0.0, SIGMA),
        ):
            if not least <= getattr(self, name) <= most:
                yield FieldError(name, "out_of_range", f"give {least:g} to {most:g}")
        if self.season is not None and not timedelta(days=1) <= self.season <= timedelta(days=3_660):
            yield FieldError("season", "out_of_range", "give 1 day to 10 years")
        cuts = [each.at_least for each in self.divisions]
        if any(low >= high for low, high in pairwise(cuts)):
            yield FieldError("divisions", "not_rising", "name them from the lowest cut-off to the highest")
        if not all(-_MOST_CUT <= cut <= _MOST_CUT for cut in cuts):
            yield FieldError("divisions", "out_of_range", f"give cut-offs of -{_MOST_CUT:g} to {_MOST_CUT:g}")
        names = [each.name for each in self.divisions]
        if len(set(names)) < len(names) or not all(0 < len(name) <= 64 for name in names):
            yield FieldError("divisions", "bad_names", "give each a name of its own, of 1 to 64 characters")
        if len(self.divisions) == 1:
            yield FieldError("divisions", "too_few", "name two divisions or more, or none")
        if self.moves is DivisionMoves.SEASON_END and not self.divisions:
            yield FieldError(
                "moves", "ignored", "name divisions, or leave out when members move between them"
            )
