"""Articles at the desk: who sees them, versions, reviews, and what an approval is good for."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.explaining import ExplainDecision
from commkit.members import AddAgent
from commkit.posts import CreateThread, EditPost, ListThreads, ReadPost, UpdatePostState
from commkit_articles import (
    ApproveArticle,
    ArticleState,
    CompareArticleVersions,
    CreateArticle,
    DeleteArticle,
    EditArticle,
    ListArticleActions,
    ListArticleVersions,
    ListDeskArticles,
    ListMyArticles,
    PublishArticle,
    ReadArticle,
    ScheduleArticle,
    SendBackArticle,
    SubmitArticle,
    ViewDeskArticles,
)


def test_an_article_is_drafted_submitted_sent_back_approved_and_published(town: Any) -> None:
    draft = town.draft()
    assert (draft.state, draft.version, draft.authors) == (ArticleState.DRAFT, 1, (town.member("ada"),))
    submitted = town.do("ada", SubmitArticle(draft.id, 1))
    assert submitted.state is ArticleState.REVIEW
    assert town.inbox("edi") == [("articles.submitted", draft.id)]
    assert town.inbox("bob") == []
    town.do("edi", SendBackArticle(draft.id, 1, "Which well?"))
    edited = town.do("ada", EditArticle(article=draft.id, version=1, title="The old well is open"))
    assert (edited.version, edited.state) == (2, ArticleState.DRAFT)
    town.do("ada", SubmitArticle(draft.id, 2))
    town.do("edi", ApproveArticle(draft.id, 2, note="Good."))
    post = town.do("edi", PublishArticle(draft.id))
    assert (post.title, post.state, post.author, post.version) == (
        "The old well is open",
        "published",
        town.member("ada"),
        1,
    )
    assert town.ask(None, ReadPost(post.id)).body == draft.body
    assert [(action.what, action.reason) for action in town.ask("ada", ListArticleActions(draft.id))] == [
        ("sent_back", "Which well?"),
        ("approved", "Good."),
    ]
    assert town.inbox("ada") == [
        ("articles.published", post.id),
        ("articles.approved", draft.id),
        ("articles.sent_back", draft.id),
    ]


def test_nobody_but_its_authors_and_the_desk_sees_it_also_afterwards(town: Any) -> None:
    draft = town.draft()
    for reader in ("ada", "edi", "stew"):
        assert town.ask(reader, ReadArticle(draft.id)).id == draft.id
    for stranger in ("bob", "cid"):
        with town.refused("runtime.not_found", NotFound):
            town.ask(stranger, ReadArticle(draft.id))
        assert town.ask(stranger, ListMyArticles()).items == ()
    article, _ = town.published()
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadArticle(article.id))


def test_an_approval_holds_for_the_version_that_was_reviewed(town: Any) -> None:
    article = town.submitted()
    town.do("ada", EditArticle(article=article.id, version=1, body="Quite another text."))
    assert town.ask("ada", ReadArticle(article.id)).state is ArticleState.REVIEW
    with town.refused("articles.other_version", Conflict):
        town.do("edi", ApproveArticle(article.id, 1))
    town.do("edi", ApproveArticle(article.id, 2))
    again = town.do("ada", EditArticle(article=article.id, version=2, body="A third text."))
    assert again.state is ArticleState.DRAFT
    for command in (PublishArticle(article.id), ScheduleArticle(article.id, town.after(hours=1))):
        with town.refused("articles.not_approved", Conflict):
            town.do("edi", command)


def test_who_wrote_it_does_not_approve_it_unless_the_setting_says_so(make_town: Any) -> None:
    town = make_town()
    own = town.submitted("edi")
    with town.refused("articles.own_article", Denied):
        town.do("edi", ApproveArticle(own.id, 1))
    trace = town.ask("edi", ExplainDecision(town.member("edi"), "articles.review", own.id))
    assert trace.denied_by.rule == "somebody else wrote it"
    allowed = town.ask("eve", ExplainDecision(town.member("eve"), "articles.review", own.id))
    assert allowed.denied_by is None
    rewritten = town.submitted("ada")
    town.do("eve", EditArticle(article=rewritten.id, version=1, body="As eve would say it."))
    with town.refused("articles.own_article", Denied):
        town.do("eve", ApproveArticle(rewritten.id, 2))
    assert town.do("edi", ApproveArticle(rewritten.id, 2)).state is ArticleState.APPROVED
    assert make_town(allow_self_review=True).do("edi", ApproveArticle(own.id, 1)).state == "approved"


def test_what_an_agent_wrote_is_not_approved_by_whom_it_acts_for(town: Any) -> None:
    scopes = ("articles.write", "articles.read")
    agent = AddAgent(name="Scribe", key="scribe", scopes=scopes, role="editor", acts_for=town.member("edi"))
    town.do(SYSTEM, agent)
    written = town.submitted("scribe")
    with town.refused("articles.own_article", Denied):
        town.do("edi", ApproveArticle(written.id, 1))
    trace = town.ask("edi", ExplainDecision(town.member("edi"), "articles.review", written.id))
    assert trace.denied_by.rule == "somebody else wrote it"
    offered = [town.ask(name, ViewDeskArticles()).items[0].may for name in ("edi", "eve")]
    assert ["articles.approve_article" in may for may in offered] == [False, True], offered
    assert town.do("eve", ApproveArticle(written.id, 1)).state is ArticleState.APPROVED


def test_where_no_review_is_required_a_draft_is_published(make_town: Any) -> None:
    town = make_town(review_required=False)
    draft = town.draft("edi")
    assert town.do("edi", PublishArticle(draft.id)).state == "published"
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", PublishArticle(town.draft().id))


def test_versions_are_kept_and_compared(town: Any) -> None:
    draft = town.draft(tags=("water",))
    town.do(
        "ada",
        EditArticle(
            article=draft.id, version=1, body="It opened\n\nyesterday.\n", tags=("well",), note="Date"
        ),
    )
    versions = town.ask("edi", ListArticleVersions(draft.id)).items
    assert [(its.version, its.note, its.tags) for its in versions] == [
        (1, "", ("water",)),
        (2, "Date", ("well",)),
    ]
    diff = town.ask("ada", CompareArticleVersions(draft.id))
    assert "".join(part.text for part in diff.body if part.operation != "insert") == draft.body
    assert "".join(part.text for part in diff.body if part.operation != "delete") == versions[1].body
    assert (diff.added_tags, diff.removed_tags) == (("well",), ("water",))
    with town.refused("articles.no_version", NotFound):
        town.ask("ada", CompareArticleVersions(draft.id, 1, after=3))


def test_what_a_wrong_state_or_a_stale_version_refuses(town: Any) -> None:
    draft = town.draft()
    with town.refused("articles.other_version", Conflict):
        town.do("ada", EditArticle(article=draft.id, version=2, body="New."))
    with town.refused("articles.wrong_state", Conflict):
        town.do("edi", ApproveArticle(draft.id, 1))
    with town.refused("articles.not_approved", Conflict):
        town.do("edi", PublishArticle(draft.id))
    article, _ = town.published()
    with town.refused("articles.not_a_draft", Conflict):
        town.do("ada", EditArticle(article=article.id, version=1, body="New."))
    with town.refused("articles.was_published", Conflict):
        town.do("ada", DeleteArticle(article.id))
    with pytest.raises(Invalid):
        town.do("ada", CreateArticle(title="A talk", body="No article.", kind="talk"))
    with pytest.raises(Invalid):
        town.draft(tags=tuple(f"tag{number}" for number in range(6)))


def test_a_draft_is_deleted_with_all_that_belongs_to_it(town: Any) -> None:
    draft = town.submitted()
    town.do("edi", SendBackArticle(draft.id, 1, "No."))
    with town.refused("runtime.not_found", NotFound):
        town.do("bob", DeleteArticle(draft.id))
    town.do("ada", DeleteArticle(draft.id))
    with town.refused("runtime.not_found", NotFound):
        town.ask("edi", ReadArticle(draft.id))


def test_the_commands_of_posts_neither_begin_nor_change_articles(town: Any) -> None:
    with town.refused("articles.begin_instead", Denied):
        town.do("stew", CreateThread(kind="article", title="Mine", body="Unseen by the desk."))
    _, post = town.published()
    for actor in ("ada", "stew"):
        with town.refused("articles.correct_instead", Denied):
            town.do(actor, EditPost(post=post.id, version=1, body="Quietly."))
        with town.refused("posts.invalid_transition", Conflict):
            town.do(actor, UpdatePostState(post.id, "retired"))
    talk = town.talk("bob")
    town.do("bob", EditPost(post=talk.id, version=1, body="Otherwise."))


def test_the_desk_lists_by_state_in_a_constant_number_of_statements(town: Any) -> None:
    for _ in range(3):
        town.submitted()
    town.draft("bob")
    with town.counted() as few:
        page = town.ask("edi", ListDeskArticles(states=(ArticleState.REVIEW,), limit=2))
    assert len(page.items) == 2
    with town.counted() as more:
        rest = town.ask("edi", ListDeskArticles(states=(ArticleState.REVIEW,), limit=2, after=page.next))
    assert (len(rest.items), rest.next) == (1, None)
    assert len(few) == len(more) == 3  # who reads, the page, the co-authors
    with town.counted() as one:
        town.ask("edi", ViewDeskArticles(limit=2))  # the draft, and one in review
    with town.counted() as all:
        views = town.ask("edi", ViewDeskArticles()).items
    assert len(views) == 4
    assert len(one) == len(all)
    assert "articles.approve_article" in views[-1].may
    assert "articles.approve_article" not in views[0].may
    assert len(town.ask("ada", ListMyArticles()).items) == 3


def test_a_published_article_stands_where_its_publication_does(town: Any) -> None:
    """Not where it was begun: its id, its time and its place in lists are those of its publication."""
    old = town.approved()
    talk = town.talk()
    town.clock.advance(town.after(hours=5) - town.clock())
    post = town.do("edi", PublishArticle(old.id))
    assert [thread.id for thread in town.ask(None, ListThreads()).items] == [post.id, talk.id]
    assert post.created_at == town.clock()
