"""Reviews: one by each member, editable, with counts, a distribution and a Bayesian mean."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Denied, Invalid
from commkit.communities import UpdateSettings
from commkit.posts import CreateThread, MergeThreads, ReadPost, RemovePost
from commkit_media import (
    OVERALL,
    ListStars,
    ReadMyReview,
    ReadStarNumbers,
    ReviewSettings,
    WriteReview,
    bayesian_mean,
)
from commkit_media.reviews.policy import numbers_of

STARS = OVERALL.name


@pytest.fixture
def book(town: Any) -> Any:
    return opened(town)


def opened(town: Any) -> Any:
    return town.do("edi", CreateThread(kind="review_page", title="The book of wells", body="By Ann."))


def review(town: Any, book: Any, by: str, stars: int, body: str = "Well written.") -> Any:
    return town.do(by, WriteReview(book.id, {STARS: stars}, body))


def numbers(town: Any, book: Any, reader: Any = None) -> Any:
    return town.ask(reader, ReadStarNumbers(book.id))


def test_each_member_gives_one_review_and_changes_it(town: Any, book: Any) -> None:
    first = review(town, book, "ada", 5)
    assert review(town, book, "bob", 2).id != first.id
    again = review(town, book, "ada", 3, body="On second thoughts.")
    assert (again.id, again.version, again.body) == (first.id, 2, "On second thoughts.")
    assert review(town, book, "ada", 4, body="On second thoughts.").version == 2
    found = numbers(town, book)
    (overall,) = found.criteria
    assert (found.reviews, overall.count, overall.mean, overall.distribution) == (2, 2, 3.0, (0, 1, 0, 1, 0))
    assert overall.bayesian_mean == pytest.approx((5 * 3 + 6) / 7)
    assert overall.small_sample
    assert [(its.post, dict(its.stars)) for its in town.ask(None, ListStars((first.id,)))] == [
        (first.id, {STARS: 4})
    ]
    assert town.ask("ada", ReadMyReview(book.id)).post == first.id
    assert town.ask("cid", ReadMyReview(book.id)) is None
    assert "media.review_given" in town.emitted("cid", WriteReview(book.id, {STARS: 1}, "No."))


def test_reviews_are_not_written_without_stars(town: Any, book: Any) -> None:
    for kind in (None, "review"):
        with town.refused("media.review_instead"):
            town.reply(book.id, kind=kind)
    review(town, book, "bob", 3)
    with town.refused("media.review_instead"):
        town.reply(book.id, by="bob", kind="review")
    assert town.reply(book.id, kind="comment").kind == "comment"


@pytest.mark.parametrize("stars", [{}, {STARS: 0}, {STARS: 6}, {"media.plot": 3}])
def test_stars_are_given_for_what_there_is(sqlite_town: Any, stars: dict[str, int]) -> None:
    book = opened(sqlite_town)
    with sqlite_town.refused("runtime.invalid", Invalid):
        sqlite_town.do("ada", WriteReview(book.id, stars, "So."))
    assert numbers(sqlite_town, book).reviews == 0


def test_nobody_and_the_host_give_none(town: Any, book: Any) -> None:
    for actor in (None, SYSTEM):
        with pytest.raises(Denied):
            town.do(actor, WriteReview(book.id, {STARS: 3}, "So."))


def test_what_was_removed_does_not_count(town: Any, book: Any) -> None:
    post = review(town, book, "ada", 1)
    review(town, book, "bob", 5)
    town.do("mod", RemovePost(post.id))
    assert numbers(town, book, "stew").criteria[0].distribution == (0, 0, 0, 0, 1)
    with pytest.raises(Exception, match=r"removed|no such"):
        review(town, book, "ada", 2)


def test_reviews_of_merged_threads_count_once_for_each_member(town: Any, book: Any) -> None:
    other = opened(town)
    review(town, book, "ada", 5)
    kept = review(town, other, "ada", 1, body="Bad.")
    review(town, other, "bob", 3)
    town.do("stew", MergeThreads(other.id, book.id))
    found = numbers(town, book)
    assert (found.reviews, found.criteria[0].distribution) == (2, (0, 0, 1, 0, 1))
    post = town.ask(None, ReadPost(kept.id))
    assert (post.thread, post.kind) == (book.id, "review")
    with town.refused("media.review_instead"):
        town.reply(kept.id, by="cid", kind="review")


def test_the_prior_is_the_settings(town: Any, book: Any) -> None:
    town.do(
        SYSTEM, UpdateSettings("media.reviews", {"prior_mean": 2.0, "prior_weight": 10, "minimum_sample": 1})
    )
    review(town, book, "ada", 5)
    found = numbers(town, book)
    assert (found.prior_mean, found.prior_weight) == (2.0, 10)
    assert found.criteria[0].bayesian_mean == pytest.approx(25 / 11)
    assert not found.criteria[0].small_sample
    with town.refused("runtime.invalid", Invalid):
        town.do(SYSTEM, UpdateSettings("media.reviews", {"prior_weight": 0}))


def test_one_member_at_once_gives_one(town: Any, book: Any) -> None:
    said = town.at_once(*(lambda stars=stars: review(town, book, "ada", stars) for stars in (1, 2, 3)))
    assert len({post.id for post in said if not isinstance(post, Exception)}) == 1
    assert numbers(town, book).reviews == 1


@given(
    st.dictionaries(st.integers(1, 5), st.integers(1, 1_000)),
    st.floats(1, 5, allow_nan=False),
    st.integers(1, 1_000),
)
def test_a_mean_lies_between_the_prior_and_the_stars(
    stars: dict[int, int], prior: float, weight: int
) -> None:
    found = numbers_of(OVERALL, stars, most=5, prior_mean=prior, prior_weight=weight, minimum_sample=10)
    assert sum(found.distribution) == found.count == sum(stars.values())
    assert found.small_sample is (found.count < 10)
    low, high = sorted((prior, prior if found.mean is None else found.mean))
    assert low - 1e-9 <= found.bayesian_mean <= high + 1e-9


@given(st.integers(0, 5_000), st.integers(1, 1_000))
def test_without_reviews_it_is_the_prior_and_with_many_the_mean(total: int, count: int) -> None:
    assert bayesian_mean(0, 0, prior_mean=3.0, prior_weight=5) == 3.0
    many = bayesian_mean(total * 10**6, count * 10**6, prior_mean=3.0, prior_weight=1)
    assert many == pytest.approx(total / count, abs=1e-2)


def test_settings_have_ranges() -> None:
    for wrong in ({"stars": 11}, {"prior_mean": 6.0}, {"prior_weight": 0}, {"minimum_sample": -1}):
        with pytest.raises(Invalid) as caught:
            ReviewSettings(**wrong)
        assert caught.value.code == "media.bad_settings"
