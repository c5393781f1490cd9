"""Featured comments: first in their thread, marked, listed, and their authors are told."""

from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid
from commkit.posts import MergeThreads, MoveThread, RemovePost, ViewThread
from commkit.spaces import CreateSpace
from commkit_media import FeatureComment, ListFeaturedComments, UnfeatureComment


def listed(town: Any, reader: Any = None, **more: Any) -> list[Any]:
    return [found.post for found in town.ask(reader, ListFeaturedComments(**more)).items]


def test_a_featured_comment_stands_first_and_is_marked(town: Any) -> None:
    article = town.published()
    first, second = town.reply(article.id, body="One."), town.reply(article.id, by="cid", body="Two.")
    found = town.do("edi", FeatureComment(second.id, note="From experience."))
    assert (found.thread, found.note) == (article.id, "From experience.")
    page = town.ask(None, ViewThread(article.id, rendered=False))
    assert [view.post.id for view in page.leading] == [second.id]
    assert {view.post.id: "media.featured" in view.marks for view in page.items} == {
        article.id: False,
        first.id: False,
        second.id: True,
    }
    assert town.inbox("cid") == [("media.comment_featured", second.id)]
    assert "media.comment_featured" in town.emitted("stew", FeatureComment(first.id))


def test_it_is_featured_once_until_it_is_not(town: Any) -> None:
    comment = town.comment()
    assert not town.do("edi", UnfeatureComment(comment.id))
    town.do("edi", FeatureComment(comment.id))
    with town.refused("media.featured_already", Conflict):
        town.do("edi", FeatureComment(comment.id))
    assert "media.comment_unfeatured" in town.emitted("edi", UnfeatureComment(comment.id))
    assert listed(town) == []
    with pytest.raises(Denied):
        town.do("mod", FeatureComment(comment.id))
    with town.refused("runtime.invalid", Invalid):
        town.do("edi", FeatureComment(comment.thread))
    town.do("mod", RemovePost(comment.id))
    with town.refused("media.post_removed", Conflict):
        town.do("stew", FeatureComment(comment.id))


def test_lists_hold_what_the_reader_may_see(town: Any) -> None:
    comments = [town.comment(f"sport/{number}") for number in range(4)]
    for comment in comments:
        town.do("edi", FeatureComment(comment.id))
        town.pass_time(minutes=1)
    first = town.ask(None, ListFeaturedComments(limit=3))
    rest = town.ask(None, ListFeaturedComments(limit=3, after=first.next))
    assert [found.post for found in (*first.items, *rest.items)] == [its.id for its in reversed(comments)]
    assert listed(town, thread=comments[0].thread) == [comments[0].id]
    space = town.do("stew", CreateSpace("inner", "Inner", private=True))
    town.do("stew", MoveThread(comments[0].thread, space.id))
    town.do("mod", RemovePost(comments[1].id))
    assert listed(town) == listed(town, "ada") == [comments[3].id, comments[2].id]
    assert listed(town, "stew") == [comments[3].id, comments[2].id, comments[0].id]
    town.do("stew", MergeThreads(comments[2].thread, comments[3].thread))
    assert listed(town, thread=comments[3].thread) == [comments[3].id, comments[2].id]
