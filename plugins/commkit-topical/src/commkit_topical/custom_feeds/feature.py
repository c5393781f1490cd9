"""The feature of custom feeds, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_topical.custom_feeds.records import CustomFeed, CustomFeedContent
from commkit_topical.policy import MIGRATIONS, raise_if_invalid
from commkit_topical.tables import CUSTOM_FEEDS


@frozen(kw_only=True)
class CustomFeedSettings:
    """How many feeds members keep.

    Attributes:
        max_feeds: The most feeds of a member, 1 to 100.

    Raises:
        Invalid: The number is out of its range (`topical.bad_settings`).
    """

    max_feeds: int = 20

    def __attrs_post_init__(self) -> None:
        fits = 1 <= self.max_feeds <= 100
        raise_if_invalid([] if fits else [("max_feeds", "out_of_range", "give 1 to 100")])


custom_feed_feature = Feature(
    "topical.custom_feeds",
    tables=CUSTOM_FEEDS,
    migrations=MIGRATIONS,
    settings=CustomFeedSettings(),
    requires=("posts",),
    records=(CustomFeed, CustomFeedContent),
)
"""Custom feeds of members."""
