"""The feature of the games that are played, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_gaming.policy import raise_if_invalid

_MOST_TITLES, _LONGEST, _OLDEST = 50, 200, 100


@frozen
class GamesSettings:
    """What the community plays. It is founded with a game, or not at all.

    Attributes:
        titles: The titles of the games, at most 50, each of at most 200 characters.
        youngest: The age in years from which on members take part; 0 for none. It is for people to
            read; nobody is checked.

    Raises:
        Invalid: There are too many titles, or one is empty or too long, or the age is out of range
            (`gaming.bad_settings`).
    """

    titles: tuple[str, ...] = ()
    youngest: int = 0

    def __attrs_post_init__(self) -> None:
        faults = []
        if len(self.titles) > _MOST_TITLES:
            faults.append(("titles", "too_many", f"name at most {_MOST_TITLES} games"))
        if not all(0 < len(each.strip()) <= _LONGEST for each in self.titles):
            faults.append(("titles", "bad_text", f"give each game a title of 1 to {_LONGEST} characters"))
        if not 0 <= self.youngest <= _OLDEST:
            faults.append(("youngest", "out_of_range", f"give 0 to {_OLDEST} years"))
        raise_if_invalid(faults)


games_feature = Feature(
    "gaming.games",
    settings=GamesSettings(),
    grants={"visitor": {"gaming.read_games"}},
)
"""What a community plays."""
