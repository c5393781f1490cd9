"""Fields of articles: drafts may lack what their kind requires; what is reviewed and published may not."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, CommunityType, Conflict, Invalid, Kit, NumberField, Role, TextField, VersionField
from commkit.communities import CreateCommunity
from commkit.fields import ReadFields
from commkit.members import AddMember, JoinCommunity
from commkit.posts import EditPost
from commkit.privacy import ErasePerson
from commkit_articles import (
    ARTICLE,
    COMMENT,
    DESK,
    ApproveArticle,
    Articles,
    CompareArticleVersions,
    CreateArticle,
    EditArticle,
    ListArticleVersions,
    PublishArticle,
    ReadArticle,
    ScheduleArticle,
    SubmitArticle,
    ViewArticle,
)
from commkit_articles.desk.policy import read_values, write_values

VERSION = VersionField("version", label="Version", required=True)
PRODUCT = TextField("product", label="Product", required=True)
MINUTES = NumberField("minutes")


def press_of(*fields: Any) -> CommunityType:
    return CommunityType(
        "press",
        features=("posts", "articles.desk"),
        post_kinds=(evolve(ARTICLE, fields=fields), COMMENT),
        roles={"editor": Role(grants=DESK, staff=True)},
    )


class Desk:
    """A community whose articles have fields."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def do(self, actor: Any, command: Any) -> Any:
        return self.kit.transact(actor, "guides", lambda session: session.do(command))

    def ask(self, actor: Any, query: Any) -> Any:
        with self.kit.session(actor, "guides", read_only=True) as session:
            return session.ask(query)


def kit_of(url: str, *fields: Any) -> Kit:
    return Kit(url, plugins=[Articles()], types=[press_of(*fields)])


FOUND = CreateCommunity(
    "guides", type="press", title="Guides", purpose="Tell", care_hours=1, review_on=date(2100, 1, 1)
)


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    with closing(kit_of(url, VERSION, PRODUCT, MINUTES)) as kit:
        with kit.session("owner") as lobby:
            lobby.do(FOUND)
        made = Desk(kit)
        made.do("ada", JoinCommunity())
        made.do(SYSTEM, AddMember("edi", role="editor"))
        yield made


def draft(desk: Any, **fields: Any) -> Any:
    return desk.do("ada", CreateArticle(title="How to", body="Like this.", fields=fields))


def test_a_draft_may_lack_what_is_required_and_a_review_may_not(desk: Any) -> None:
    article = draft(desk, minutes=4)
    assert article.fields == {"minutes": 4}
    with pytest.raises(Conflict) as caught:
        desk.do("ada", SubmitArticle(article.id, 1))
    assert caught.value.code == "articles.fields_missing"
    assert "Version, Product" in caught.value.message
    assert "articles.submit_article" not in desk.ask("ada", ViewArticle(article.id)).may
    desk.do("ada", EditArticle(article=article.id, version=1, fields={"version": "3.13", "product": "Well"}))
    assert "articles.submit_article" in desk.ask("ada", ViewArticle(article.id)).may
    desk.do("ada", SubmitArticle(article.id, 2))
    desk.do("edi", ApproveArticle(article.id, 2))
    post = desk.do("edi", PublishArticle(article.id))
    (shown,) = desk.ask(None, ReadFields("post", (post.id,)))
    assert shown.values == {"version": "3.13", "product": "Well", "minutes": 4}
    desk.do("ada", EditPost(post=post.id, version=1, fields={"version": "3.14"}))  # values are free then


def test_what_the_kind_requires_since_is_needed_for_the_publication(desk: Any, url: str) -> None:
    article = draft(desk, version="3.13", product="Well")
    desk.do("ada", SubmitArticle(article.id, 1))
    desk.do("edi", ApproveArticle(article.id, 1))
    summary = TextField("summary", label="Summary", required=True)
    with closing(kit_of(url, VERSION, PRODUCT, summary)) as kit:
        stricter = Desk(kit)
        for command in (
            PublishArticle(article.id),
            ScheduleArticle(article.id, at=datetime.now(UTC) + timedelta(days=1)),
        ):
            with pytest.raises(Conflict) as caught:
                stricter.do("edi", command)
            assert caught.value.code == "articles.fields_missing"
            assert "Summary" in caught.value.message
        assert "articles.publish_article" not in stricter.ask("edi", ViewArticle(article.id)).may


@pytest.mark.parametrize(
    "values", [{"version": "soon"}, {"nothing": "x"}, {"minutes": "many"}, {"version": None}], ids=str
)
def test_values_that_do_not_fit_are_refused(desk: Any, values: dict[str, Any]) -> None:
    article = draft(desk)
    with pytest.raises(Invalid) as caught:
        desk.do("ada", EditArticle(article=article.id, version=1, fields=values))
    assert caught.value.errors[0].path == f"fields.{next(iter(values))}"


def test_versions_have_their_values_and_an_erased_author_has_none(desk: Any) -> None:
    article = draft(desk, version="3.12", minutes=4)
    desk.do("ada", EditArticle(article=article.id, version=1, fields={"version": "3.13", "minutes": None}))
    first, second = desk.ask("ada", ListArticleVersions(article.id)).items
    assert (first.fields, second.fields) == ({"version": "3.12", "minutes": 4}, {"version": "3.13"})
    diff = desk.ask("ada", CompareArticleVersions(article.id, 1))
    assert diff.changed_fields == ("minutes", "version")
    with desk.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
    assert desk.ask("edi", ReadArticle(article.id)).fields == {}


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.text(), st.integers(), st.floats(allow_nan=False))))
def test_values_are_read_as_they_were_written(values: dict[str, Any]) -> None:
    assert read_values(write_values(values)) == values
