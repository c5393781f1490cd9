"""The end of the demo: a media community in numbers, on one screen."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import asdict, frozen
from rich.console import RenderableType
from rich.text import Text

from commkit import SYSTEM, Kit, Session
from commkit.adapters.cli.command_api import table
from commkit.communities import ReadCommunity
from commkit.posts import ListThreads, Post
from commkit_ama import QuestionHour, ReadQuestionHour
from commkit_articles import ReadDeskNumbers
from commkit_demo.measured import MeasuredNumber, numbers_table
from commkit_demo.media.wording import PAGES
from commkit_demo.rendering import bar, screen
from commkit_media import (
    CountPages,
    CriterionNumbers,
    ListFeaturedComments,
    ReadFrontPage,
    ReadStarNumbers,
    StarNumbers,
    ViewTicker,
)

_PAGE = 100
_STAR = "\N{BLACK STAR}"


@frozen
class MediaSummary:
    """A media community in numbers.

    Attributes:
        title: Its name.
        members: The number of members.
        published: Published articles.
        corrections: Their corrections.
        page_comments: Comments on pages of the host.
        entries: Entries of tickers.
        featured: Featured comments.
        reviewed: What most reviews are about.
        stars: How many reviews of it give 1, 2, ... stars.
        numbers: Numbers with their samples and sources.
    """

    title: str
    members: int
    published: int
    corrections: int
    page_comments: int
    entries: int
    featured: int
    reviewed: str
    stars: tuple[int, ...]
    numbers: tuple[MeasuredNumber, ...]

    def as_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        return asdict(self)

    def rendered(self) -> RenderableType:
        """The same for people."""
        tiles = (
            ("members", f"{self.members:,}"),
            ("published", f"{self.published:,}"),
            ("corrections", f"{self.corrections:,}"),
            ("on pages", f"{self.page_comments:,}"),
            ("entries", f"{self.entries:,}"),
            ("featured", f"{self.featured:,}"),
        )
        return screen(self.title, tiles, numbers_table(self.numbers), _distribution(self))


def read_summary(kit: Kit, slug: str) -> MediaSummary:
    """Read the numbers of a community, as its visitors see it; those of the desk as the host does."""
    with kit.session(SYSTEM, slug, read_only=True) as session:
        here, desk = session.ask(ReadCommunity()), session.ask(ReadDeskNumbers())
    with kit.session(None, slug, read_only=True) as visitor:
        openings = tuple(_openings(visitor))
        hours = [visitor.ask(ReadQuestionHour(one.id)) for one in openings if one.kind == "question_hour"]
        reviewed = _most_reviewed(visitor, openings)
        return MediaSummary(
            title=here.title,
            members=here.member_count,
            published=desk.published,
            corrections=desk.corrections,
            page_comments=sum(count.comments for count in visitor.ask(CountPages(PAGES))),
            entries=sum(_entries(visitor, one) for one in openings if one.kind == "ticker"),
            featured=len(visitor.ask(ListFeaturedComments(limit=_PAGE)).items),
            reviewed=reviewed[0].title if reviewed is not None else "",
            stars=reviewed[2].distribution if reviewed is not None else (),
            numbers=(
                MeasuredNumber(
                    "draft to publication",
                    desk.lead_time.total_seconds() if desk.lead_time is not None else None,
                    "seconds",
                    desk.published,
                    "ReadDeskNumbers: median",
                ),
                MeasuredNumber(
                    "articles corrected", _ratio(desk.corrected, desk.published), "share", desk.published,
                    "ReadDeskNumbers",
                ),
                _answered(hours),
                *(_means(*reviewed[1:]) if reviewed is not None else ()),
                _own_share(visitor),
            ),
        )  # fmt: skip


def _openings(visitor: Session) -> Iterator[Post]:
    page = visitor.ask(ListThreads(limit=_PAGE))
    yield from page.items
    while page.next:
        page = visitor.ask(ListThreads(after=page.next, limit=_PAGE))
        yield from page.items


def _entries(visitor: Session, ticker: Post) -> int:
    return len(visitor.ask(ViewTicker(ticker.id, limit=_PAGE, rendered=False)).items)


def _most_reviewed(
    visitor: Session, openings: Sequence[Post]
) -> tuple[Post, StarNumbers, CriterionNumbers] | None:
    """What most reviews are about, and what they say of it as a whole."""
    found = [
        (one, numbers, numbers.criteria[0])
        for one in openings
        if one.kind == "review_page"
        for numbers in (visitor.ask(ReadStarNumbers(one.id)),)
    ]
    return max(found, key=lambda one: (one[2].count, one[0].created_at), default=None)


def _answered(hours: Sequence[QuestionHour]) -> MeasuredNumber:
    asked, answered = sum(one.questions for one in hours), sum(one.answered for one in hours)
    return MeasuredNumber("questions answered", _ratio(answered, asked), "share", asked, "ReadQuestionHour")


def _means(numbers: StarNumbers, overall: CriterionNumbers) -> Iterator[MeasuredNumber]:
    small = ", a small sample" if overall.small_sample else ""
    yield MeasuredNumber("stars, mean", overall.mean, "stars", overall.count, f"ReadStarNumbers{small}")
    prior = f"prior {numbers.prior_mean:g} as {numbers.prior_weight:g}"
    yield MeasuredNumber(
        "stars, Bayesian mean", overall.bayesian_mean, "stars", overall.count, f"Gelman 2013: {prior}"
    )


def _own_share(visitor: Session) -> MeasuredNumber:
    page = visitor.ask(ReadFrontPage(rendered=False))
    source = f"ReadFrontPage: at most {page.quota.percent} %"
    return MeasuredNumber(
        "front page: our own", _ratio(page.quota.used, page.size), "share", page.size, source
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _distribution(summary: MediaSummary) -> RenderableType | None:
    """How many reviews give how many stars."""
    if not any(summary.stars):
        return None
    most = max(summary.stars)
    rows = [
        (Text(_STAR * stars, style="yellow"), bar(count, most), count)
        for stars, count in reversed(list(enumerate(summary.stars, start=1)))
    ]
    return table(summary.reviewed, "", "reviews", rows=rows, right=("reviews",))
