"""How maps are banned and picked."""

from commkit import Context
from commkit_tournaments.facts import MapChosen
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.maps.messages import ChooseMap
from commkit_tournaments.maps.policy import check_choice
from commkit_tournaments.matches import statements as sql
from commkit_tournaments.matches.handlers import lock_match
from commkit_tournaments.matches.records import MapChoice


@tournament_feature.handles(ChooseMap)
def choose_map(context: Context, command: ChooseMap) -> MapChoice:
    """Take the next turn, which the lock of the tournament gives to one at a time."""
    held, match, side = lock_match(context, command.match)
    choices = context.rows(sql.CHOICES, match=match.id)
    turn = check_choice(held, match, choices, side, command.map)
    choice = MapChoice(
        match=match.id,
        number=len(choices) + 1,
        entrant=side,
        action=turn.action,
        map=command.map,
        member=context.member,
        at=context.now,
    )
    context.run(sql.CHOICE_ROWS.add, choice)
    context.emit(MapChosen(tournament=held.id, match=match.id))
    return choice
