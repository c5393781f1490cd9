"""The rules that every plugin keeps, checked on this one, in a type that has other threads, too."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from attrs import evolve

from commkit import SYSTEM, CommunityType, Kit, MemberId, PostKind, Role, Session, hookimpl
from commkit.members import AddMember
from commkit.posts import CreateThread, Post, PostId
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about_post
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import CREATOR, OTHER, Scenario
from commkit_articles import (
    ARTICLE,
    COMMENT,
    DESK,
    AddToSeries,
    ApproveArticle,
    Article,
    ArticleId,
    Articles,
    CreateArticle,
    CreateSeries,
    InviteCoAuthor,
    ListSeriesArticles,
    OfferLeadAuthorship,
    PublishArticle,
    ScheduleArticle,
    SeriesId,
    SubmitArticle,
    ViewArticle,
)

GAZETTE = CommunityType(
    "gazette",
    features=("posts", "articles.desk", "articles.series", "articles.from_threads"),
    post_kinds=(
        PostKind(name="talk", opens=True, replies=("comment",)),
        evolve(ARTICLE, name="news"),
        COMMENT,
    ),
    roles={"editor": Role(grants=DESK, staff=True)},
)


class Gazette:
    """A plugin of a type that uses articles."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Articles

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield GAZETTE


def _draft(scenario: Scenario, actor: str) -> ArticleId:
    return scenario.do(actor, CreateArticle(title="The well", body="It is open.", kind="news")).id


def _submitted(scenario: Scenario, actor: str) -> ArticleId:
    article = _draft(scenario, actor)
    scenario.do(actor, SubmitArticle(article, 1))
    return article


def _approved(scenario: Scenario, actor: str) -> ArticleId:
    article = _submitted(scenario, actor)
    scenario.do(SYSTEM, ApproveArticle(article, 1))
    return article


def _scheduled(scenario: Scenario, actor: str) -> ArticleId:
    article = _approved(scenario, actor)
    scenario.do(SYSTEM, ScheduleArticle(article, datetime(2100, 1, 1, tzinfo=UTC), embargo=True))
    return article


def _published(scenario: Scenario, actor: str) -> ArticleId:
    article = _approved(scenario, actor)
    scenario.do(SYSTEM, PublishArticle(article))
    return article


def _post(scenario: Scenario, actor: str) -> PostId:
    return scenario.do(SYSTEM, PublishArticle(_approved(scenario, actor))).id


def _series(scenario: Scenario, actor: str) -> SeriesId:
    """A series with a published part, which readers see."""
    series = scenario.do(SYSTEM, CreateSeries("Wells")).id
    scenario.do(SYSTEM, AddToSeries(_published(scenario, actor), series))
    return series


def _part(scenario: Scenario, actor: str) -> ArticleId:
    article = _published(scenario, actor)
    scenario.do(SYSTEM, AddToSeries(article, scenario.do(SYSTEM, CreateSeries("Wells")).id))
    return article


def _asked(scenario: Scenario, actor: str) -> ArticleId:
    """An article of somebody else's, whose co-author the actor is asked to be."""
    article = _draft(scenario, CREATOR)
    scenario.do(SYSTEM, InviteCoAuthor(article, scenario.member(actor)))
    return article


def _offered(scenario: Scenario, actor: str) -> ArticleId:
    """An article of somebody else's, whose author the actor is asked to be."""
    article = _draft(scenario, CREATOR)
    scenario.do(CREATOR, OfferLeadAuthorship(article, scenario.member(actor)))
    return article


def _somebody(scenario: Scenario) -> MemberId:
    return scenario.do(SYSTEM, AddMember(f"somebody-{uuid4().hex}")).id


def _invited(cell: MatrixCell) -> MemberId:
    """Somebody who is asked to be a co-author of the article."""
    somebody = _somebody(cell.scenario)
    cell.scenario.do(SYSTEM, InviteCoAuthor(cell.fields["article"], somebody))
    return somebody


def _series_key(cell: MatrixCell) -> str:
    return str(_series(cell.scenario, OTHER))


def _parts(cell: MatrixCell) -> tuple[ArticleId, ...]:
    return cell.scenario.ask(SYSTEM, ListSeriesArticles(cell.fields["series"]))


def _own_thread(cell: MatrixCell) -> tuple[PostId, ...]:
    return (cell.fields["thread"],)


def _talk(scenario: Scenario, actor: str) -> PostId:
    return scenario.do(actor, CreateThread(kind="talk", title="Who dug it?", body="I did.")).id


WRITERS = {"member": "own", "editor": "any", "steward": "any"}
EDITORS = {"member": "no", "editor": "any", "steward": "any"}
AUTHORS = {"member": "own", "editor": "own", "steward": "own", "system": "no"}
READERS = {"visitor": "any"}
LATER = datetime(2100, 1, 2, tzinfo=UTC)
POST = Fixture(_post)


def by(roles: dict[str, str], make: Any = None, **given: Any) -> Any:
    return allowed(**roles, given={**({"article": Fixture(make)} if make else {}), **given})


class TestArticles(PluginConformance):
    plugin = staticmethod(Articles)
    extra_plugins = (Gazette(),)
    type = "gazette"
    sample_values: ClassVar[Any] = {
        "kind": ("talk", "news", "comment"),
        "state": ("published", "corrected", "retired"),
        "version": (1, 2),
        "title": ("The well",),
        "body": ("It is open.",),
        "fields": ({},),
    }
    private_messages = (
        "articles.create_article",
        "articles.draft_article_from_thread",
        "articles.edit_article",
        "articles.submit_article",
        "articles.approve_article",
        "articles.send_back_article",
        "articles.schedule_article",
        "articles.unschedule_article",
        "articles.lift_embargo",
        "articles.delete_article",
        "articles.invite_co_author",
        "articles.remove_co_author",
        "articles.settle_sources",
        "articles.create_series",
        "articles.add_to_series",
        "articles.order_series",
    )
    fixtures: ClassVar[Any] = {"ArticleId": Fixture(_draft), "SeriesId": Fixture(_series)}
    expected_permissions: ClassVar[Any] = {
        "articles.create_article": allowed(member="any", system="no", given={"kind": "news"}),
        "articles.edit_article": by(WRITERS, version=1),
        "articles.submit_article": by(WRITERS, version=1),
        "articles.approve_article": by(
            {"member": "no", "editor": "others", "steward": "others", "system": "any"}, _submitted, version=1
        ),
        "articles.send_back_article": by(EDITORS, _submitted, version=1),
        "articles.delete_article": by(WRITERS),
        "articles.read_article": by(WRITERS),
        "articles.view_article": by(WRITERS),
        "articles.view_desk_articles": by(EDITORS),
        "articles.list_my_articles": allowed(member="any", system="no"),
        "articles.list_desk_articles": by(EDITORS),
        "articles.list_article_versions": by(WRITERS),
        "articles.compare_article_versions": by(WRITERS),
        "articles.list_article_actions": by(WRITERS),
        "articles.schedule_article": by(EDITORS, _approved, at=LATER),
        "articles.unschedule_article": by(EDITORS, _scheduled),
        "articles.lift_embargo": by(EDITORS, _scheduled),
        "articles.check_scheduled_article": allowed(system="any", archived=True),
        "articles.publish_article": by(EDITORS, _approved, version=1),
        "articles.correct_article": by(EDITORS, _published, version=1, body="It was open.", thanks=()),
        "articles.retire_article": by(EDITORS, _published, replaced_by=None),
        "articles.retract_article": by(EDITORS, _published, text="gone", replaced_by=None),
        "articles.read_published_article": by(READERS, post=POST),
        "articles.list_articles": by(READERS, kind=None, state=None),
        "articles.list_corrections": by(READERS, post=POST),
        "articles.invite_co_author": by(WRITERS, _draft, member=lambda cell: _somebody(cell.scenario)),
        "articles.accept_co_authorship": by({**WRITERS, "system": "no"}, _asked),
        "articles.remove_co_author": by(WRITERS, _draft, member=_invited),
        "articles.offer_lead_authorship": by(AUTHORS, _draft, member=lambda cell: _somebody(cell.scenario)),
        "articles.accept_lead_authorship": by({**WRITERS, "system": "no"}, _offered),
        "articles.end_lead_offer": by(WRITERS, _offered),
        "articles.read_desk_numbers": by(EDITORS),
        "articles.create_series": by(EDITORS),
        "articles.edit_series": by(EDITORS),
        "articles.add_to_series": by(EDITORS),
        "articles.remove_from_series": by(EDITORS, _part),
        "articles.order_series": by(EDITORS, articles=_parts),
        "articles.read_series": by(READERS),
        "articles.list_series": by(READERS),
        "articles.read_series_feed": by(READERS, key=_series_key),
        "articles.read_article_entries": allowed(visitor="any+removed"),
        "articles.list_series_parts": by(READERS),
        "articles.list_series_articles": by(EDITORS),
        "articles.read_series_place": by(READERS, post=POST),
        "articles.draft_article_from_thread": allowed(
            member="any",
            system="no",
            given={"thread": Fixture(_talk), "posts": _own_thread, "kind": "news"},
        ),
        "articles.settle_sources": by(WRITERS),
        "articles.list_article_sources": by(WRITERS),
        "articles.list_credits": by(READERS, post=POST),
        "articles.list_articles_from_thread": allowed(visitor="any", steward="any+removed"),
    }

    def test_what_is_offered_about_an_article_and_its_post_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {Article: offered_about_article, Post: offered_about_post},
            names=[*self.expected_permissions, "posts.edit_post"],
            expected={**self.expected_permissions, "posts.edit_post": EDITED},
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={
                "articles.remove_co_author": {"articles.not_author", "articles.no_coauthor"},
                "articles.draft_article_from_thread": {"articles.no_source", "articles.source_closed"},
            },
        )
        assert not found, "\n".join(found)


EDITED = allowed(member="own", steward="any+removed", given={"post": POST, "version": 1, "body": "Other."})
"""What the matrix of the core says of threads, about an article."""


def offered_about_article(session: Session, id: UUID) -> frozenset[str]:
    """What views would offer about an article."""
    return session.ask(ViewArticle(ArticleId(id))).may
