"""Histories of posts and of tag wikis: which versions they make, and when a post has the text of the last one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Kit
from commkit.importers.revisions.policy import says_the_same
from commkit.importers.stackexchange.sorting import sorted_rows
from commkit.members import ListMembers
from commkit.posts import (
    CompareRevisions,
    EditPost,
    EditTagWiki,
    ListRevisions,
    ListTagWikiVersions,
    ReadTagWiki,
    Revision,
    TagWikiPart,
)
from commkit.privacy import ErasePerson
from commkit.search import SearchContent
from tests.helpers import ask, do
from tests.importers.dumps import (
    Rows,
    RunImport,
    answer,
    at,
    change,
    counts,
    question,
    snapshot,
    tag_wiki,
    thread,
    user,
)

BODY = '<p>Is it <em>hot</em>? See <a href="https://example.com/tea">this</a>.</p>'
SOURCE = "Is it *hot*? See [this][1].\n\n  [1]: https://example.com/tea"
HISTORY: Rows = [
    change(1, 1, 2, "Is it cold?", RevisionGUID="a"),
    change(2, 1, 1, "Tea", RevisionGUID="a"),
    change(3, 1, 3, "<tea><cold>", RevisionGUID="a"),
    change(4, 1, 5, SOURCE, RevisionGUID="b", CreationDate=at(3), UserId=2, Comment="it is hot"),
    change(5, 1, 6, "<tea>", RevisionGUID="b", CreationDate=at(3), UserId=2, Comment="it is hot"),
    change(6, 1, 4, "Hot tea?", RevisionGUID="c", CreationDate=at(4), UserId=None, UserDisplayName="Gone"),
]  # fmt: skip
POSTS: Rows = [question(1, Title="Hot tea?", Body=BODY, Tags="|tea|", LastEditDate=at(4)), answer(2, 1)]
USERS: Rows = [user(1), user(2)]


def history(kit: Kit, **more: Any) -> list[Revision]:
    return list(ask(kit, SYSTEM, "town", ListRevisions(thread(kit)[0].id, **more)).items)


def told(report: Any) -> Any:
    return report.tables["PostHistory"].changes


def test_a_history_becomes_revisions_and_the_text_its_last_one(kit: Kit, run_import: RunImport) -> None:
    report = run_import(Users=USERS, Posts=POSTS, PostHistory=HISTORY)
    assert counts(report, "PostHistory") == (6, {})
    assert told(report) == {"posts as their last revision": 1}
    first = thread(kit)[0]
    assert (first.body, first.markup, first.version, first.title, first.tags) == (
        SOURCE, "markdown", 3, "Hot tea?", ("tea",),
    )  # fmt: skip
    members = {member.name: member.id for member in ask(kit, SYSTEM, "town", ListMembers()).items}
    cold, hot = history(kit)
    assert (cold.version, cold.title, cold.body, cold.tags) == (1, "Tea", "Is it cold?", ("tea", "cold"))
    assert (cold.edited_by, cold.reason, cold.editor_name) == (members["U2"], "it is hot", "")
    assert (hot.version, hot.title, hot.body, hot.tags, hot.markup) == (
        2,
        "Tea",
        SOURCE,
        ("tea",),
        "markdown",
    )
    assert (hot.edited_by, hot.editor_name, hot.edited_at) == (None, "Gone", first.edited_at)
    changed = ask(kit, SYSTEM, "town", CompareRevisions(first.id))
    assert (changed.removed_tags, [its.text for its in changed.title]) == (("cold",), ["Tea", "Hot tea?"])
    assert [hit.object for hit in ask(kit, SYSTEM, "town", SearchContent("hot")).hits] == [first.id]


@pytest.mark.parametrize(
    ("post", "unlike"),
    [
        ({"Body": "<p>Something else.</p>"}, "body"),
        ({"Title": "Cold tea?"}, "title"),
        ({"Tags": "|tea|milk|"}, "tags"),
        ({"LastEditDate": at(9)}, "body"),  # the last edit is not in the history
    ],
)
def test_where_the_dump_disagrees_both_stay_and_it_is_told(
    kit: Kit, run_import: RunImport, post: dict[str, Any], unlike: str
) -> None:
    asked = POSTS[0] | post  # type: ignore[index]
    report = run_import(Users=USERS, Posts=[asked], PostHistory=HISTORY)
    assert counts(report, "PostHistory") == (6, {})
    assert told(report) == {f"posts unlike their last revision: {unlike}": 1}
    first = thread(kit)[0]
    assert (first.version, first.title) == (4, asked["Title"])
    assert first.body == (asked["Body"] if unlike == "body" else SOURCE)
    assert [(its.version, its.title, its.body) for its in history(kit)] == [
        (1, "Tea", "Is it cold?"), (2, "Tea", SOURCE), (3, "Hot tea?", SOURCE),
    ]  # fmt: skip
    before = snapshot(kit)
    assert run_import(Users=USERS, Posts=[asked], PostHistory=HISTORY).imported == 0
    assert snapshot(kit) == before


def test_the_order_of_rows_does_not_matter(kit: Kit, run_import: RunImport) -> None:
    run_import(Users=USERS, Posts=POSTS, PostHistory=list(reversed(list(HISTORY))), batch=1)
    assert [its.body for its in history(kit)] == ["Is it cold?", SOURCE]
    assert thread(kit)[0].body == SOURCE


@pytest.mark.parametrize("known", [1, 3, 5])
def test_a_later_dump_goes_on_with_a_history(kit: Kit, run_import: RunImport, known: int) -> None:
    rows = list(HISTORY)
    run_import(Users=USERS, Posts=POSTS, PostHistory=rows[:known])
    report = run_import(Users=USERS, Posts=POSTS, PostHistory=rows)
    assert counts(report, "PostHistory") == (6 - known, {"already imported": known})
    assert [its.body for its in history(kit)][:2] == ["Is it cold?", SOURCE]
    assert thread(kit)[0].title == "Hot tea?"
    newer = [
        *rows,
        change(7, 1, 5, "Boiling.", CreationDate=at(20)),
        change(8, 1, 6, "<tea><hot>", CreationDate=at(21)),
    ]
    report = run_import(Users=USERS, Posts=POSTS, PostHistory=newer)
    assert counts(report, "PostHistory") == (2, {"already imported": 6})
    first = thread(kit)[0]
    assert (first.body, first.tags, first.version) == ("Boiling.", ("tea", "hot"), 5)


def test_a_post_that_was_edited_here_keeps_its_history(kit: Kit, run_import: RunImport) -> None:
    rows = list(HISTORY)
    run_import(Users=USERS, Posts=POSTS)
    first = thread(kit)[0]
    do(kit, SYSTEM, "town", EditPost(post=first.id, version=1, body="Mine."))
    report = run_import(Users=USERS, Posts=POSTS, PostHistory=rows)
    assert counts(report, "PostHistory") == (0, {"post edited here": 6})
    assert thread(kit)[0].body == "Mine."
    assert [its.body for its in history(kit)] == [BODY]


def test_of_a_dump_without_the_first_rows_the_rest_is_taken(kit: Kit, run_import: RunImport) -> None:
    report = run_import(Users=USERS, Posts=POSTS, PostHistory=list(HISTORY)[5:])
    assert counts(report, "PostHistory") == (1, {})
    first = thread(kit)[0]
    assert (first.body, first.markup, first.version) == (BODY, "html", 1)


def test_nothing_of_who_was_erased_comes_back(kit: Kit, run_import: RunImport) -> None:
    run_import(Users=USERS, Posts=POSTS)
    do(kit, SYSTEM, None, ErasePerson("stackexchange:site:1"))
    before = snapshot(kit)["posts"]
    report = run_import(Users=USERS, Posts=POSTS, PostHistory=HISTORY)
    assert counts(report, "PostHistory") == (0, {"author erased": 6})
    assert snapshot(kit)["posts"] == before


def test_too_much_history_of_one_post_is_told(kit: Kit, run_import: RunImport) -> None:
    rows = [change(id, 1, 5, f"{id}") for id in range(1, 5_003)]
    report = run_import(Users=USERS, Posts=POSTS, PostHistory=rows)
    assert counts(report, "PostHistory") == (5_000, {"too much history of one post": 2})


# Wikis of tags

TAGS: Rows = [{"Id": 1, "TagName": "tea", "ExcerptPostId": 8, "WikiPostId": 9, "IsModeratorOnly": "True"}]
WIKIS: Rows = [tag_wiki(8, 4, Body="<p>For tea.</p>"), tag_wiki(9, Body="<p>Tea is <b>wet</b>.</p>")]
WIKI_HISTORY: Rows = [
    change(1, 8, 2, "For tea.", RevisionGUID="a"),
    change(2, 8, 1, "tea excerpt", RevisionGUID="a"),
    change(3, 9, 2, "Tea is dry.", RevisionGUID="b"),
    change(4, 9, 5, "Tea is **wet**.", RevisionGUID="c", UserId=2, Comment="wet", CreationDate=at(2)),
    change(5, 9, 24, Comment="Proposed by 2"),
]  # fmt: skip


def wiki_versions(kit: Kit, part: TagWikiPart) -> list[tuple[str, str]]:
    page = ask(kit, SYSTEM, "town", ListTagWikiVersions("tea", part))
    return [(version.text, version.markup) for version in page.items]


def test_tag_wikis_come_with_their_history(kit: Kit, run_import: RunImport) -> None:
    report = run_import(
        Users=USERS, Tags=TAGS, Posts=[question(1, Tags="<tea>"), *WIKIS], PostHistory=WIKI_HISTORY
    )
    assert counts(report, "Posts") == (3, {})
    assert counts(report, "PostHistory") == (4, {"event of a tag wiki": 1})
    assert told(report) == {"tag wikis as their last revision": 2}
    wiki = ask(kit, SYSTEM, "town", ReadTagWiki("Tea"))
    assert wiki.excerpt is not None
    assert wiki.body is not None
    assert (wiki.excerpt.text, wiki.excerpt.markup, wiki.excerpt.author_name) == (
        "For tea.",
        "markdown",
        "U1",
    )
    assert (wiki.body.text, wiki.body.version, wiki.body.author_name, wiki.body.reason) == (
        "Tea is **wet**.", 2, "U2", "wet",
    )  # fmt: skip
    before = snapshot(kit)
    again = run_import(
        Users=USERS, Tags=TAGS, Posts=[question(1, Tags="<tea>"), *WIKIS], PostHistory=WIKI_HISTORY
    )
    assert (again.imported, snapshot(kit)) == (0, before)
    later = [*WIKI_HISTORY, change(6, 9, 5, "Tea is hot.", CreationDate=at(9))]
    assert counts(run_import(Tags=TAGS, PostHistory=later), "PostHistory")[0] == 1
    assert wiki_versions(kit, TagWikiPart.BODY)[1:] == [
        ("Tea is **wet**.", "markdown"),
        ("Tea is hot.", "markdown"),
    ]


def test_a_wiki_unlike_its_history_keeps_both(kit: Kit, run_import: RunImport) -> None:
    rows = list(WIKI_HISTORY)[:3]
    report = run_import(Tags=TAGS, Posts=WIKIS, PostHistory=rows)
    assert told(report) == {"tag wikis as their last revision": 1, "tag wikis unlike their last revision": 1}
    assert wiki_versions(kit, TagWikiPart.BODY) == [
        ("Tea is dry.", "markdown"),
        ("<p>Tea is <b>wet</b>.</p>", "html"),
    ]


def test_a_wiki_that_was_written_here_stays(kit: Kit, run_import: RunImport) -> None:
    run_import(Tags=TAGS)
    do(kit, SYSTEM, "town", EditTagWiki(tag="tea", part=TagWikiPart.BODY, text="Ours.", version=0))
    report = run_import(Tags=TAGS, Posts=WIKIS, PostHistory=WIKI_HISTORY)
    assert counts(report, "Posts") == (1, {"tag wiki is there": 1})
    assert counts(report, "PostHistory") == (2, {"tag wiki edited here": 2, "event of a tag wiki": 1})
    assert wiki_versions(kit, TagWikiPart.BODY) == [("Ours.", "markdown")]


# Whether texts say the same


@pytest.mark.parametrize(
    ("shown", "source", "same"),
    [
        ("<p>One two</p>", "One **two**", True),
        ("<p>One two</p>", "One two three", False),
        ("<p>One two three</p>", "One two", False),
        ('<p><a href="https://a.example/x">x</a></p>', "[x](https://a.example/x)", True),
        ("<ol><li>One</li></ol>", "1. One", True),
        ("<p>a <sub>b</sub></p>", "a <sub>b</sub>", False),  # it would be shown as it is written
        ("<p><code>&lt;b&gt;</code></p>", "`<b>`", True),
        ("<pre><code>&lt;b&gt;x</code></pre>", "    <b>x", True),
        ('<p><img src="https://a.example/i.png" alt="a cat"></p>', "![a cat](https://a.example/i.png)", True),
    ],
)
def test_html_says_the_same_as_markdown(shown: str, source: str, same: bool) -> None:
    assert says_the_same(shown, "html", source, last_markup="markdown") is same


# Sorting


@given(st.lists(st.tuples(st.integers(-3, 3), st.text("ab", max_size=2), st.integers(0, 9)), max_size=60))
def test_rows_are_sorted_with_and_without_files(rows: list[tuple[int, str, int]]) -> None:
    made = [{"a": str(a), "b": b, "c": str(c)} for a, b, c in rows]

    def key(row: Any) -> tuple[int, str, int]:
        return int(row["a"]), row["b"], int(row["c"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("commkit.importers.stackexchange.sorting._PIECE_ROWS", 3)
        patch.setattr("commkit.importers.stackexchange.sorting._MERGED", 4)
        found = list(sorted_rows(iter(made), key))
    assert found == sorted(made, key=key)


def test_where_reading_fails_the_rows_before_are_sorted_first() -> None:
    def rows() -> Any:
        yield from ({"a": "2"}, {"a": "1"})
        raise OSError("gone")

    kept = sorted_rows(rows(), lambda row: (int(row["a"]), "", 0))
    assert [next(kept), next(kept)] == [{"a": "1"}, {"a": "2"}]
    with pytest.raises(OSError, match="gone"):
        next(kept)
