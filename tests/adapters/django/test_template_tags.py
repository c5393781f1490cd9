"""A thread under a page of the project: what its reader may see, as safe HTML."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from commkit import Kit
from commkit.communities import UpdateCommunity, Visibility
from commkit.posts import CreateReply, CreateThread, Post, PostId, RemovePost
from tests.adapters.django.conftest import User, signed_in
from tests.sample import OWNER

TAG = "{% load commkit %}<p>before</p>{% commkit_thread thread community='town' limit=limit after=after %}"


def asked(kit: Kit) -> Post:
    with kit.session(OWNER, "town") as session:
        thread = session.do(
            CreateThread(
                kind="question",
                title="<b>Why</b> & how?",
                body="I *wonder*. <script>alert(1)</script> [x](javascript:1)",
            )
        )
        session.do(CreateReply(thread.id, "Because."))
    return thread


def shown(thread: object, user: Any = None, **more: Any) -> str:
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    values = {"thread": thread, "limit": 20, "after": "", **more}
    return str(Template(TAG).render(RequestContext(request, values)))


@pytest.mark.parametrize("form", [PostId, str])
def test_it_is_rendered_and_safe(sqlite_project: Kit, form: Any) -> None:
    page = shown(form(asked(sqlite_project).id))
    assert page.startswith("<p>before</p>")
    assert "&lt;b&gt;Why&lt;/b&gt; &amp; how?" in page
    assert "I <em>wonder</em>." in page
    assert "<p>Because.</p>" in page
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_pages_of_it(sqlite_project: Kit) -> None:
    thread = asked(sqlite_project).id
    first = shown(thread, limit=1)
    assert ("wonder" in first, "Because." in first) == (True, False)
    after = first.partition('data-after="')[2].partition('"')[0]
    second = shown(thread, limit=1, after=after)
    assert ("wonder" in second, "Because." in second) == (False, True)


def test_who_may_not_see_it_sees_what_is_not_there(sqlite_project: Kit) -> None:
    thread = asked(sqlite_project)
    signed_in(sqlite_project)
    ada = User.objects.get(username="ada")
    with sqlite_project.session(OWNER, "town") as session:
        session.do(UpdateCommunity(version=session.community.version, visibility=Visibility.SECRET))
    nothing = shown("00000000-0000-0000-0000-000000000000", ada)
    assert "nothing to see" in nothing
    assert "wonder" in shown(thread.id, ada)
    assert shown(thread.id) == nothing == shown("no id", ada)
    with sqlite_project.session(OWNER, "town") as session:
        session.do(RemovePost(thread.id, reason="spam"))
    assert shown(thread.id, ada) == nothing


def test_without_a_request_it_says_what_to_do(sqlite_project: Kit) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"context_processors\.request"):
        Template(TAG).render(Context({"thread": asked(sqlite_project).id}))
