"""How many take part, whether the reader does, and who takes whom out; no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import Factory, define, frozen

from commkit import MemberId
from commkit_tournaments.entries.records import TAKING_PART, Entrant, EntrantState
from commkit_tournaments.setup.policy import BEFORE_START
from commkit_tournaments.setup.records import Tournament, TournamentId


@define
class Places:
    """The entrants of a tournament, as numbers.

    Attributes:
        counts: How many there are in each state.
        mine: The states of those that the reader plays for.
    """

    counts: dict[EntrantState, int] = Factory(dict)
    mine: set[EntrantState] = Factory(set)

    @property
    def taken(self) -> int:
        """How many take part."""
        return sum(self.counts.get(state, 0) for state in TAKING_PART)

    def there(self, held: Tournament) -> int:
        """How many would be there, if the tournament started now."""
        return self.counts.get(EntrantState.CHECKED_IN, 0) if held.needs_check_in else self.taken


def places_of(rows: Iterable[tuple[TournamentId, EntrantState, int, int]]) -> Mapping[TournamentId, Places]:
    """The entrants of some tournaments, as numbers; none of a tournament that is in no row.

    Args:
        rows: Tournament, state, how many entrants, for how many of them the reader plays.
    """
    found: defaultdict[TournamentId, Places] = defaultdict(Places)
    for tournament, state, count, mine in rows:
        found[tournament].counts[state] = count
        if mine:
            found[tournament].mine.add(state)
    return found


@frozen(kw_only=True)
class Leaving:
    """Who would take an entrant out.

    Attributes:
        own: Whether it is theirs: before the start of any of its members, then of its captain.
        judges: Whether they judge the tournament.
        meets: Whether they have an open match against it.
    """

    own: bool
    judges: bool
    meets: bool

    @property
    def is_allowed(self) -> bool:
        """Whether they may; a judge does not win a match by taking the other side out."""
        return self.own or (self.judges and not self.meets)


def leaving_of(
    entrant: Entrant, held: Tournament, me: MemberId | None, *, plays: bool, judges: bool, meets: bool
) -> Leaving:
    """Who would take an entrant out.

    Args:
        entrant: The entrant.
        held: Its tournament.
        me: Who would.
        plays: Whether they play for it.
        judges: Whether they judge the tournament.
        meets: Whether they have an open match against it.
    """
    own = me is not None and (entrant.captain == me or (plays and held.state in BEFORE_START))
    return Leaving(own=own, judges=judges, meets=meets)
