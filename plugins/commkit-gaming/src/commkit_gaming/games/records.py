"""Which games are played."""

from attrs import frozen


@frozen
class PlayedGames:
    """What a gaming community plays, for its front page and its forms.

    Attributes:
        titles: The titles of the games.
        youngest: The age in years from which on members take part; 0 where there is none.
    """

    titles: tuple[str, ...]
    youngest: int
