"""What readers get: published articles, corrections with notes and thanks, retired ones."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Invalid, NotFound
from commkit.members import LeaveCommunity
from commkit.posts import CompareRevisions, ListMemberPosts, ListRevisions, ReadPost, RemovePost
from commkit.privacy import ErasePerson
from commkit_articles import (
    CorrectArticle,
    ListArticles,
    ListCorrections,
    PublishArticle,
    ReadArticle,
    ReadPublishedArticle,
    RetireArticle,
)


def test_readers_see_who_wrote_it_and_when(town: Any) -> None:
    _, post = town.published(tags=("water",))
    shown = town.ask(None, ReadPublishedArticle(post.id))
    assert [byline.name for byline in shown.authors] == ["ada"]
    assert (shown.state, shown.corrections, shown.retired_at, shown.published_at) == (
        "published",
        0,
        None,
        town.clock(),
    )
    assert post.tags == ("water",)
    assert [its.id for its in town.ask(None, ListMemberPosts(town.member("ada"))).items] == [post.id]
    with town.refused("articles.not_found", NotFound):
        town.ask(None, ReadPublishedArticle(town.talk().id))


def test_a_correction_has_a_note_and_thanks_who_reported_it(town: Any) -> None:
    article, post = town.published()
    bob = town.member("bob")
    corrected = town.do(
        "edi",
        CorrectArticle(
            article=article.id, version=1, body="Yesterday.", note="Wrong day.", thanks=(bob, bob)
        ),
    )
    assert (corrected.state, corrected.version, corrected.body) == ("corrected", 2, "Yesterday.")
    (correction,) = town.ask(None, ListCorrections(post.id))
    assert (correction.note, correction.version) == ("Wrong day.", 2)
    assert [byline.name for byline in correction.thanks] == ["bob"]
    assert town.inbox("bob") == [("articles.correction_thanked", post.id)]
    town.do("edi", CorrectArticle(article=article.id, version=2, title="Open", note="Shorter."))
    assert [its.version for its in town.ask(None, ListCorrections(post.id))] == [3, 2]
    assert town.ask(None, ReadPublishedArticle(post.id)).corrections == 2
    diff = town.ask(None, CompareRevisions(post.id))
    assert any(part.operation == "delete" for part in diff.body)


def test_revisions_begin_with_what_was_published(town: Any) -> None:
    """What was written and left out at the desk is no revision of the post."""
    _, post = town.published()
    assert town.ask(None, ListRevisions(post.id)).items == ()


def test_what_a_correction_refuses(town: Any) -> None:
    draft = town.draft()
    with town.refused("articles.not_published", Conflict):
        town.do("edi", CorrectArticle(article=draft.id, version=1, body="No.", note="No."))
    article, _ = town.published()
    with pytest.raises(Invalid):
        town.do("edi", CorrectArticle(article=article.id, version=1, note="Nothing."))
    with town.refused("posts.stale", Conflict):
        town.do("edi", CorrectArticle(article=article.id, version=2, body="No.", note="No."))
    with town.refused("runtime.not_found", NotFound):
        nobody = article.id
        town.do(
            "edi", CorrectArticle(article=article.id, version=1, body="No.", note="No.", thanks=(nobody,))
        )
    assert town.ask("edi", ReadArticle(article.id)).state == "published"


def test_a_retired_article_says_why_and_what_to_read_instead(town: Any) -> None:
    article, post = town.published()
    _, better = town.published(title="The new well")
    town.do("edi", RetireArticle(article.id, "The well was closed.", replaced_by=better.id))
    shown = town.ask(None, ReadPublishedArticle(post.id))
    assert (shown.state, shown.retired_because, shown.replaced_by) == (
        "retired",
        "The well was closed.",
        better.id,
    )
    assert town.ask(None, ReadPost(post.id)).state == "retired"
    assert [its.post for its in town.ask(None, ListArticles()).items] == [better.id]
    assert [its.post for its in town.ask(None, ListArticles(state="retired")).items] == [post.id]
    with town.refused("articles.retired", Conflict):
        town.do("edi", RetireArticle(article.id, "Again."))
    assert ("articles.retired", post.id) in town.inbox("ada")
    town.do(SYSTEM, RemovePost(better.id))
    assert town.ask(None, ReadPublishedArticle(post.id)).replaced_by is None


def test_a_removed_article_is_listed_nowhere(town: Any) -> None:
    _, post = town.published()
    town.do("stew", RemovePost(post.id))
    assert town.ask(None, ListArticles()).items == ()
    with town.refused("articles.not_found", NotFound):
        town.ask("stew", ReadPublishedArticle(post.id))


def test_lists_are_paged_in_a_constant_number_of_statements(town: Any) -> None:
    posts = []
    for number in range(3):
        posts.insert(0, town.published(title=f"Part {number}")[1].id)
        town.clock.advance(town.after(minutes=1) - town.clock())
    with town.counted() as one:
        page = town.ask(None, ListArticles(limit=1))
    with town.counted() as two:
        rest = town.ask(None, ListArticles(limit=2, after=page.next))
    assert [its.post for its in (*page.items, *rest.items)] == posts
    assert len(one) == len(two) == 3
    with pytest.raises(Invalid):
        town.ask(None, ListArticles(kind="talk"))
    with pytest.raises(Invalid):
        town.ask(None, ListArticles(state="draft"))


def test_nobody_publishes_for_who_left_or_was_erased(town: Any) -> None:
    left, erased = town.approved("bob"), town.approved("cid")
    town.do("bob", LeaveCommunity())
    with town.refused("articles.author_gone", Conflict):
        town.do("edi", PublishArticle(left.id))
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("cid"))
    with town.refused("articles.no_text", Conflict):
        town.do("edi", PublishArticle(erased.id))
    assert town.ask("edi", ReadArticle(erased.id)).body == ""
