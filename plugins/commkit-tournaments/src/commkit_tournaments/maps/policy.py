"""The rules of maps; no database."""

from collections.abc import Sequence

from commkit import Conflict, Invalid
from commkit_tournaments.brackets.vetoes.policy import Turn, turns
from commkit_tournaments.matches.records import MapChoice, TournamentMatch
from commkit_tournaments.setup.records import EntrantId, Tournament


def turns_left(held: Tournament, taken: int) -> list[Turn]:
    """The turns that are not taken yet; none where no maps are picked."""
    return turns(len(held.maps), held.best_of)[taken:] if held.maps else []


def side_at(match: TournamentMatch, turn: Turn) -> EntrantId | None:
    """The side whose turn it is."""
    return match.sides[turn.side]


def check_maps_chosen(held: Tournament, choices: Sequence[MapChoice]) -> None:
    """Check that it is known what is played.

    Raises:
        Conflict: Maps are still to be banned or picked.
    """
    if turns_left(held, len(choices)):
        raise Conflict("tournaments.maps_first", "ban and pick the maps first, then play and report")


def check_choice(
    held: Tournament, match: TournamentMatch, choices: Sequence[MapChoice], side: EntrantId, map: str
) -> Turn:
    """The turn that a choice takes.

    Raises:
        Conflict: It is the other side's turn, or nothing is left to choose.
        Invalid: There is no such map, or it was chosen already.
    """
    left = turns_left(held, len(choices))
    if not left:
        raise Conflict("tournaments.maps_chosen", "nothing is left to choose; play, and report the result")
    if side_at(match, left[0]) != side:
        raise Conflict("tournaments.not_your_turn", "it is the other side's turn; wait for them")
    if map not in held.maps:
        raise Invalid.field("map", "no_such_map", f"choose one of {', '.join(held.maps)}")
    if any(choice.map == map for choice in choices):
        raise Invalid.field("map", "taken", "this map was chosen already; choose another one")
    return left[0]
