"""The feature of the front page, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_media.front.facts import FrontPinned, FrontUnpinned
from commkit_media.front.records import (
    FilledSlot,
    FrontCandidate,
    FrontPage,
    FrontPin,
    FrontQuota,
    FrontSlot,
)
from commkit_media.policy import MIGRATIONS, STEWARD, raise_if_invalid
from commkit_media.tables import FRONT


@frozen
class FrontSettings:
    """How the front page is made.

    Attributes:
        slots: How many slots it has, 1 to 50.
        staff_percent: The share of the slots that the company's own posts may have at most, 0 to 100; rounded down.
        own_kinds: Kinds of posts that are the company's own whoever wrote them.

    Raises:
        Invalid: A number is out of its range (`media.bad_settings`).
    """

    slots: int = 10
    staff_percent: int = 60
    own_kinds: tuple[str, ...] = ("press_release",)

    def __attrs_post_init__(self) -> None:
        ranges = {"slots": (1, 50), "staff_percent": (0, 100)}
        raise_if_invalid(
            (name, "out_of_range", f"give {least} to {most}")
            for name, (least, most) in ranges.items()
            if not least <= getattr(self, name) <= most
        )


EDIT_FRONT = "media.edit_front"
"""The permission to pin posts to the front page; a type grants it to its editors."""

front_feature = Feature(
    "media.front",
    tables=FRONT,
    migrations=MIGRATIONS,
    settings=FrontSettings(),
    requires=("articles.desk", "media.featured", "media.closing"),
    grants={"visitor": {"media.read_front"}, STEWARD: {EDIT_FRONT}},
    explicit_permissions=(EDIT_FRONT,),
    facts=(FrontPinned, FrontUnpinned),
    records=(FrontPin, FrontCandidate, FilledSlot, FrontSlot, FrontQuota, FrontPage),
)
"""The front page: pins of editors, the articles published last, the comments featured last, and a quota."""
