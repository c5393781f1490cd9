"""Rows that are malformed, odd, or there twice."""

from typing import Any

import pytest

from commkit import Kit
from tests.importers.dumps import (
    Rows,
    RunImport,
    answer,
    badge,
    change,
    comment,
    counts,
    link,
    question,
    thread,
    user,
    vote,
)


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("Users", user("x"), "Id"),
        ("Users", user(None), "Id"),
        ("Users", user(1, CreationDate="yesterday"), "CreationDate"),
        ("Users", user(1, CreationDate="1969-12-31T23:59:59"), "CreationDate"),
        ("Users", user(1, CreationDate="2600-01-01T00:00:00"), "CreationDate"),
        ("Tags", {"Id": 1, "TagName": "a b"}, "TagName"),
        ("Tags", {"Id": 1, "TagName": "\t"}, "TagName"),
        ("Tags", {"Id": 1, "TagName": "x" * 51}, "TagName"),
        ("Tags", {"Id": 1, "TagName": "\ufdfa" * 10}, "TagName"),  # composed, it is 180 characters
        ("Tags", {"Id": 1}, "TagName"),
        ("Posts", question(1, PostTypeId="one"), "PostTypeId"),
        ("Posts", question(1, PostTypeId=None), "PostTypeId"),
        ("Posts", question(1, Title=None), "Title"),
        ("Posts", question(1, Title="\x7f "), "Title"),
        ("Posts", question(1, Body=" \n"), "Body"),
        ("Posts", question(1, Tags="a,b"), "Tags"),
        ("Posts", question(1, Tags="<\t>"), "Tags"),
        ("Posts", question(1, LastActivityDate="?"), "LastActivityDate"),
        ("Posts", question(1, LastEditDate="?"), "LastEditDate"),
        ("Posts", question(1, ClosedDate="?"), "ClosedDate"),
        ("Posts", question(1, AcceptedAnswerId="?"), "AcceptedAnswerId"),
        ("Posts", question(1, OwnerUserId="?"), "OwnerUserId"),
        ("Posts", answer(1, None), "ParentId"),
        ("Posts", answer(1, "1e3"), "ParentId"),
        ("Posts", answer(1, 1, CreationDate=None), "CreationDate"),
        ("Comments", comment(1, 1, Text=None), "Text"),
        ("Comments", comment(1, "", Text=None), "PostId"),
        ("Comments", comment(1, 1, Score="9" * 9), "Score"),
        ("Votes", vote(1, 1, "up"), "VoteTypeId"),
        ("Votes", vote(1, 1, UserId="?"), "UserId"),
        ("Votes", vote(1, 1, CreationDate="?"), "CreationDate"),
        ("PostLinks", link(1, 1, None), "RelatedPostId"),
        ("PostLinks", link(1, "x", 1), "PostId"),
        ("PostLinks", link(1, 1, 1, "two"), "LinkTypeId"),
        ("PostLinks", link(1, 1, 1, CreationDate=None), "CreationDate"),
        ("Tags", {"Id": 1, "TagName": "a", "IsModeratorOnly": "perhaps"}, "IsModeratorOnly"),
        ("Votes", vote(1, 1, 8, BountyAmount="much"), "BountyAmount"),
        ("Votes", vote(1, 1, 8, BountyAmount=-1), "BountyAmount"),
        ("Badges", badge(1, None), "UserId"),
        ("Badges", badge(1, Name=" "), "Name"),
        ("Badges", badge(1, Date="then"), "Date"),
        ("Badges", badge(1, Class="best"), "Class"),
        ("Badges", badge(1, TagBased="?"), "TagBased"),
        ("PostHistory", change("x", 1, 2, "a"), "Id"),
        ("PostHistory", change(1, "x", 2, "a"), "PostId"),
        ("PostHistory", change(1, 100, "edit", "a"), "PostHistoryTypeId"),
        ("PostHistory", change(1, 100, 2), "Text"),
        ("PostHistory", change(1, 100, 4, " "), "Text"),
        ("PostHistory", change(1, 100, 6, "a,b"), "Text"),
        ("PostHistory", change(1, 100, 2, "a", CreationDate="?"), "CreationDate"),
        ("PostHistory", change(1, 100, 2, "a", UserId="?"), "UserId"),
        ("PostHistory", change(1, 100, 12, CreationDate=None), "CreationDate"),
    ],
)
def test_a_malformed_row_is_skipped_and_its_neighbours_are_imported(
    run_import: RunImport, table: str, row: dict[str, Any], reason: str
) -> None:
    good: dict[str, Rows] = {
        "Users": [user(100)],
        "Tags": [{"Id": 100, "TagName": "good"}],
        "Posts": [question(100)],
        "Comments": [comment(100, 100)],
        "Votes": [vote(100, 100)],
        "PostLinks": [link(100, 100, 100)],
        "Badges": [badge(100, 100)],
        "PostHistory": [change(100, 100, 2, "Q100")],
    }
    tables = {**good, table: [row, *good.get(table, ())]}
    assert counts(run_import(**tables), table) == (1, {f"malformed: {reason}": 1})


def test_odd_texts_are_cleaned_not_refused(kit: Kit, run_import: RunImport) -> None:
    report = run_import(
        Posts=[question("+1"), question("01", Title="a\r\n\x7fb" + "c" * 400, Body="a\r\n<p>\x7f\u202e</p>")]
    )
    assert counts(report, "Posts") == (1, {"malformed: Id": 1})
    (first,) = thread(kit)
    assert first.title == ("a b" + "c" * 400)[:300]
    assert first.body == "a\n<p>\u202e</p>"
    assert report.as_json()["truncated"] == {"Posts": 1}


def test_a_long_title_is_cut_between_characters_as_readers_see_them(kit: Kit, run_import: RunImport) -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    report = run_import(Posts=[question("1", Title="a" * 298 + family)])
    (first,) = thread(kit)
    assert first.title == "a" * 298
    assert report.as_json()["truncated"] == {"Posts": 1}


@pytest.mark.parametrize("batch", [1, 3, 500])
def test_duplicate_ids_are_imported_once(kit: Kit, run_import: RunImport, batch: int) -> None:
    report = run_import(
        batch=batch,
        Users=[user(1), user(1, DisplayName="Other"), user(2)],
        Posts=[
            question(1, Title=" "),
            question(1, Title="First"),
            question(1, Title="Second"),
            answer(1, 1),
            answer(2, 99),
            answer(2, 1),
            answer(2, 1, Body="again"),
        ],
        Comments=[comment(1, 99), comment(1, 1), comment(1, 1)],
        Votes=[vote(1, 1), vote(1, 1), vote(1, 1, 3)],
    )
    assert counts(report, "Users") == (2, {"duplicate id": 1})
    assert counts(report, "Posts") == (
        2,
        {"malformed: Title": 1, "duplicate id": 3, "question missing": 1},
    )
    assert counts(report, "Comments") == (1, {"post missing": 1, "duplicate id": 1})
    assert counts(report, "Votes") == (1, {"duplicate id": 2})
    first, second, _ = thread(kit)
    assert (first.title, first.score, second.body) == ("First", 1, "<p>A2</p>")


@pytest.mark.parametrize("end", ["\n", "\u2028", "\u2029"])
def test_names_and_titles_become_one_line(kit: Kit, run_import: RunImport, end: str) -> None:
    report = run_import(
        Users=[user(1, DisplayName=f"Ada{end}L")],
        Posts=[question(1, Title=f"a{end}b", OwnerUserId=None, OwnerDisplayName=f"c{end}d")],
        Comments=[comment(1, 1, UserDisplayName=f"e{end}f")],
    )
    assert [report.tables[name].imported for name in ("Users", "Posts", "Comments")] == [1, 1, 1]
    first, remark = thread(kit)
    assert (first.title, first.author_name, remark.author_name) == ("a b", "c d", "e f")
