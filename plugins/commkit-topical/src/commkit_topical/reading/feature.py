"""The feature of reading lists, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_topical.policy import MIGRATIONS, STEWARD, raise_if_invalid
from commkit_topical.reading.records import ReadingEntry, ReadingList
from commkit_topical.tables import READING


@frozen(kw_only=True)
class ReadingSettings:
    """How much members keep.

    Attributes:
        max_lists: The most lists of a member, 1 to 100.
        max_items: The most posts in a list, 1 to 1,000.

    Raises:
        Invalid: A number is out of its range (`topical.bad_settings`).
    """

    max_lists: int = 20
    max_items: int = 200

    def __attrs_post_init__(self) -> None:
        ranges = (
            ("max_lists", 1 <= self.max_lists <= 100, "give 1 to 100"),
            ("max_items", 1 <= self.max_items <= 1_000, "give 1 to 1,000"),
        )
        raise_if_invalid((name, "out_of_range", text) for name, fits, text in ranges if not fits)


CHANGE = "topical.change_reading_list"
"""The permission to change a reading list; members have it for their own."""
DELETE = "topical.delete_reading_list"
"""The permission to delete a reading list that one sees; a type grants it to its moderators."""

reading_feature = Feature(
    "topical.reading_lists",
    tables=READING,
    migrations=MIGRATIONS,
    settings=ReadingSettings(),
    requires=("posts",),
    grants={"member": {f"{CHANGE}:own", f"{DELETE}:own"}, STEWARD: {DELETE}},
    records=(ReadingList, ReadingEntry),
)
"""Reading lists of members."""
