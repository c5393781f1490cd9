"""What can be told of a ladder in numbers."""

from attrs import frozen

from commkit.statistics import Share
from commkit_ladders.ladders.records import LadderId


@frozen(kw_only=True)
class LadderNumbers:
    """Numbers of a ladder.

    Attributes:
        ladder: The ladder.
        players: Members who stand on it now.
        provisional: Those of them of whom little is known yet.
        counted: Games that count.
        waiting: Games that were reported and wait for a confirmation.
        disputed: Games that wait for a decision.
        annulled: Games that were annulled.
        as_expected: The share of games of two sides that the favourite won, by skills before the game, with its sample
            size and interval (Wilson, 95 %); draws and games without a favourite are left out, and None says that no
            game is left. Near one half the skills tell nothing, as where chance decides.
    """

    ladder: LadderId
    players: int
    provisional: int
    counted: int
    waiting: int
    disputed: int
    annulled: int
    as_expected: Share | None
