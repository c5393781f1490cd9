"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import CommunityType, Feature, hookimpl
from commkit_ama import QuestionHours
from commkit_articles import Articles
from commkit_media.closing.feature import ClosingSettings, closing_feature
from commkit_media.community_type import MEDIA
from commkit_media.featured.feature import featured_feature
from commkit_media.flair.feature import FlairSettings, flair_feature
from commkit_media.front.feature import FrontSettings, front_feature
from commkit_media.live.feature import live_feature
from commkit_media.newsletters.feature import NewsletterSettings, newsletter_feature
from commkit_media.newsletters.ports import NewsletterSite
from commkit_media.pages.feature import PageSettings, page_feature
from commkit_media.pages.ports import PageDirectory
from commkit_media.press.feature import PressSettings, press_feature
from commkit_media.reviews.feature import ReviewSettings, review_feature
from commkit_media.share_links.feature import ShareSettings, share_feature


class Media:
    """News and content about a company. All settings are defaults that each community may change.

    It builds on `commkit_articles.Articles`, which you give to the Kit, too, for other defaults of the desk, and on
    `commkit_ama.QuestionHours`.

    Args:
        pages: Which pages of the host have threads; without the sites of the host pages are named by ids alone.
        reviews: How stars are given and summed up.
        flair: Whose posts are marked, besides those of staff.
        closing: When threads close by themselves; never where it is left out.
        front: How the front page is made.
        press: Which articles are releases of the press room.
        share: Which openings of shared links are not counted.
        newsletters: How people who are not members subscribe to newsletters.
        directory: What the host knows of its pages; without one every page of its sites may have a thread.
        newsletter_site: Where the links of newsletters lead; without it none is mailed.
    """

    name = "media"

    def __init__(
        self,
        *,
        pages: PageSettings | None = None,
        reviews: ReviewSettings | None = None,
        flair: FlairSettings | None = None,
        closing: ClosingSettings | None = None,
        front: FrontSettings | None = None,
        press: PressSettings | None = None,
        share: ShareSettings | None = None,
        newsletters: NewsletterSettings | None = None,
        directory: PageDirectory | None = None,
        newsletter_site: NewsletterSite | None = None,
    ) -> None:
        self._features = (
            page_feature.with_settings(pages or PageSettings()).with_ports(
                {PageDirectory: directory} if directory is not None else {}
            ),
            review_feature.with_settings(reviews or ReviewSettings()),
            live_feature,
            featured_feature,
            flair_feature.with_settings(flair or FlairSettings()),
            closing_feature.with_settings(closing or ClosingSettings()),
            front_feature.with_settings(front or FrontSettings()),
            press_feature.with_settings(press or PressSettings()),
            share_feature.with_settings(share or ShareSettings()),
            newsletter_feature.with_settings(newsletters or NewsletterSettings()).with_ports(
                {NewsletterSite: newsletter_site} if newsletter_site is not None else {}
            ),
        )

    @hookimpl
    def commkit_requires(self) -> Iterator[type]:
        """Question hours, and articles with a desk."""
        yield QuestionHours
        yield Articles

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The features of the plugin; each may be used in other types, too."""
        yield from self._features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The community type `media`."""
        yield MEDIA
