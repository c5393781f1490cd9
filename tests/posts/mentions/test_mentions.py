"""Mentions: whom a text names, outside of code, and that an edit mentions only new members."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from commkit import Kit
from commkit.communities import UpdateSettings
from commkit.members import CreateGroup, JoinGroup, LeaveCommunity, name_key
from commkit.members.tables import membership
from commkit.posts import CreateReply, CreateThread, EditPost, MembersMentioned, Post
from commkit.posts.mentions.policy import mentioned_names
from commkit.runtime.model.ids import MemberId
from commkit.testing.contexts import context_of
from tests.helpers import do, emitted_facts, member_id
from tests.sample import OWNER, create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob", "eve", "Ada Lovelace", "writer"])
    return kit


def mentioned(kit: Kit, body: str, *, actor: str = "writer") -> list[MemberId]:
    facts = emitted_facts(kit, actor, "town", CreateThread(kind="question", title="?", body=body))
    return [id for fact in facts if isinstance(fact, MembersMentioned) for id in fact.members]


def rename(kit: Kit, key: str, name: str) -> None:
    with kit.database.engine.begin() as connection:
        connection.execute(
            update(membership).where(membership.c.key == key).values(name=name, name_key=name_key(name))
        )


def test_members_are_mentioned_in_threads_and_replies(town: Kit) -> None:
    ada, bob, lovelace = (member_id(town, key) for key in ("ada", "bob", "Ada Lovelace"))
    assert mentioned(town, 'Ask @bob or @ada, or @"Ada Lovelace". And @bob!') == [bob, ada, lovelace]
    opening = do(town, "ada", "town", CreateThread(kind="question", title="?", body="No @nobody."))
    facts = emitted_facts(town, "writer", "town", CreateReply(opening.id, "(@ADA)"))
    assert facts[-1] == MembersMentioned(post=facts[0].post, thread=opening.id, members=(ada,))


def test_nobody_mentions_themselves_or_who_left(town: Kit) -> None:
    assert mentioned(town, "I am @writer.") == []
    do(town, "eve", "town", LeaveCommunity())
    assert mentioned(town, "Where is @eve?") == []


def test_an_edit_mentions_only_new_members(town: Kit) -> None:
    made = do(town, "writer", "town", CreateThread(kind="question", title="?", body="@ada"))
    assert isinstance(made, Post)

    def edited(version: int, body: str) -> list[MemberId]:
        facts = emitted_facts(town, "writer", "town", EditPost(post=made.id, version=version, body=body))
        return [id for fact in facts if isinstance(fact, MembersMentioned) for id in fact.members]

    assert edited(1, "@Ada and @bob") == [member_id(town, "bob")]
    assert edited(2, "@ada and @bob, again") == []


def test_of_several_similar_names_the_exact_one_is_mentioned(town: Kit) -> None:
    rename(town, "bob", "ADA")
    assert mentioned(town, "@ada") == [member_id(town, "ada")]
    assert mentioned(town, "@ADA") == [member_id(town, "bob")]
    assert mentioned(town, "@Ada") == []
    rename(town, "bob", "ada")
    assert mentioned(town, "@ada") == []


def test_stewards_mention_groups(town: Kit) -> None:
    group = do(town, OWNER, "town", CreateGroup("helpers", title="Helpers", open=True))
    for key in ("ada", "eve", OWNER):
        do(town, key, "town", JoinGroup(group.id))
    ada, bob, eve = (member_id(town, key) for key in ("ada", "bob", "eve"))
    assert mentioned(town, "Dear @helpers and @ada!", actor="bob") == [ada]
    assert set(mentioned(town, "Dear @Helpers and @bob!", actor=OWNER)) == {ada, bob, eve}


def test_no_more_than_a_community_allows(town: Kit) -> None:
    do(town, OWNER, "town", UpdateSettings("posts", {"max_mentions": 2}))
    assert mentioned(town, "@ada @bob @eve") == [member_id(town, "ada"), member_id(town, "bob")]
    do(town, OWNER, "town", UpdateSettings("posts", {"max_mentions": 0}))
    assert mentioned(town, "@ada") == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("@ada @bob @eve", "@bob @eve", ["eve"]),  # it was beyond the limit, and is shown as a mention now
        ("@ada @bob @eve @writer", "@eve @ada", ["eve"]),
        ("@ada @bob", "@ada @bob @eve", []),  # beyond the limit
        ("@ada @bob @eve", "@eve", ["eve"]),
        ("@ada @bob", "@bob @ada", []),
    ],
)
def test_an_edit_tells_of_those_whom_it_shows_as_mentioned_first(
    town: Kit, before: str, after: str, told: list[str]
) -> None:
    do(town, OWNER, "town", UpdateSettings("posts", {"max_mentions": 2}))
    written = do(town, "writer", "town", CreateThread(kind="question", title="?", body=before))
    facts = emitted_facts(town, "writer", "town", EditPost(post=written.id, version=1, body=after))
    mentioned = [id for fact in facts if isinstance(fact, MembersMentioned) for id in fact.members]
    assert mentioned == [member_id(town, key) for key in told]


def test_a_text_without_names_costs_no_statement(town: Kit) -> None:
    counts = []
    for body in ("No name.", "a@example.org", "`@ada`", "@ada", "@ada @bob @eve"):
        with town.session("writer", "town") as session:
            run = []
            rows = context_of(session).rows
            context_of(session).rows = lambda statement, *a, run=run, rows=rows, **k: (  # type: ignore[method-assign]
                run.append(statement),
                rows(statement, *a, **k),
            )[1]
            session.do(CreateThread(kind="question", title="?", body=body))
            counts.append(len(run))
    assert counts[0] == counts[1] == counts[2] == counts[3] - 1 == counts[4] - 1


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("@ada", ("ada",)),
        ("Hi @ada.", ("ada",)),
        ("@ada's and @bob-by, @c_d.e!", ("ada", "bob-by", "c_d.e")),
        ("@ada@bob", ()),
        ("mail@ada.org, /@ada, @@ada", ()),
        ("`@ada` and ``a ` @bob`` but @eve", ("eve",)),
        ("```\n@ada\n```\n@bob", ("bob",)),
        ("~~~ text\n@ada\n", ()),
        ("> @ada said\n\n@bob", ("bob",)),
        ("    @ada\n@bob", ("bob",)),
        ("`unfinished @ada", ("ada",)),
        ('@"Ada Lovelace" @"', ("Ada Lovelace",)),
        ("@ä @日本", ("ä", "日本")),
        ("@ ada", ()),
    ],
)
def test_names_in_markdown(body: str, names: tuple[str, ...]) -> None:
    assert mentioned_names(body, "markdown") == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<p>@ada</p>", ("ada",)),
        ("<pre><code>@ada</code></pre> @bob", ("bob",)),
        ('<a href="@ada">@bob</a> @eve', ("eve",)),
        ("<blockquote>@ada</blockquote>@bob<code>@eve", ("bob",)),
        ("</code>@ada", ("ada",)),
        ("1 < 2 @ada", ("ada",)),
    ],
)
def test_names_in_html(body: str, names: tuple[str, ...]) -> None:
    assert mentioned_names(body, "html") == names


@given(
    st.text(alphabet='@`~<>"/ \n\tapre' + string.digits, max_size=200), st.sampled_from(["markdown", "html"])
)
def test_any_text_has_names_or_none(body: str, markup: str) -> None:
    names = mentioned_names(body, markup)
    assert len(set(names)) == len(names)
    assert all(name in body and "\n" not in name for name in names)


@pytest.mark.timeout(60)
def test_an_html_tag_without_an_end_is_scanned_once() -> None:
    """A pattern with backtracking would take hours."""
    assert mentioned_names("@ada <" + "a" * 1_000_000, "html") == ("ada",)
