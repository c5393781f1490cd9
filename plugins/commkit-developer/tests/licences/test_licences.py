"""Under which licence posts of a developer community are published, and the numbers of it."""

from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from commkit import Denied, Invalid
from commkit.fields import ReadLicences
from commkit.importers.stackexchange import import_dump
from commkit.posts import CreateThread, EditPost, ListThreads, Post, RemovePost, ViewThread
from commkit_developer import (
    DEFAULT_LICENCES,
    LICENCES,
    ApproveSuggestedEdit,
    LicenceCount,
    LicenceNumbers,
    ListLicences,
    ReadLicenceNumbers,
    SuggestEdit,
)

DEFAULT = "CC-BY-SA-4.0"


def licences(town: Any, *posts: Post) -> list[str]:
    return [each.licence.spdx for each in town.ask("bob", ReadLicences(tuple(post.id for post in posts)))]


def without_guides(numbers: LicenceNumbers) -> tuple[LicenceCount, ...]:
    """Without what a new community begins with."""
    return tuple(each for each in numbers.counts if each.kind != "guide")


def ask(town: Any, licence: str) -> Post:
    return town.do(
        "ada",
        CreateThread(
            kind="question",
            title="Why does it fail?",
            body="It fails whenever I start it.",
            fields={"licence": licence},
        ),
    )


def test_authors_choose_one_that_is_offered(town: Any) -> None:
    kinds = town.ask(None, ListLicences())
    assert {each.kind: each.default.spdx for each in kinds} == DEFAULT_LICENCES
    assert all(each.offered == tuple(known for known in LICENCES if known.offered) for each in kinds)
    question = ask(town, "CC0-1.0")
    assert licences(town, question, town.answer(question.id)) == ["CC0-1.0", DEFAULT]
    for refused in ("CC-BY-SA-3.0", "WTFPL"):
        with pytest.raises(Invalid):
            ask(town, refused)
    assert town.ask("bob", ViewThread(question.id)).items[0].fields["licence"] == "CC0-1.0"


def test_who_edits_for_somebody_else_does_so_under_the_licence_of_the_post(town: Any) -> None:
    question = ask(town, "CC0-1.0")
    town.do("stew", EditPost(post=question.id, version=1, body="It fails now when I start it."))
    edit = town.do(
        "bob",
        SuggestEdit(post=question.id, version=2, body="It fails today when I start it.", reason="When."),
    )
    town.do("ada", ApproveSuggestedEdit(edit.id, 1))
    assert licences(town, question) == ["CC0-1.0"]


def test_numbers_count_what_the_reader_sees(town: Any) -> None:
    question, removed = ask(town, "CC0-1.0"), town.question()
    town.answer(question.id)
    town.do("ada", RemovePost(removed.id))
    numbers = town.ask("stew", ReadLicenceNumbers())
    expected = (LicenceCount("answer", DEFAULT, 1), LicenceCount("question", "CC0-1.0", 1))
    assert without_guides(numbers) == expected
    assert (numbers.posts, numbers.without) == (sum(each.posts for each in numbers.counts), 0)
    assert without_guides(town.ask("max", ReadLicenceNumbers(since=town.clock()))) == expected
    with pytest.raises(Denied):
        town.ask("ada", ReadLicenceNumbers())


def _dump(folder: Any, *posts: dict[str, Any]) -> Any:
    folder.mkdir()
    common = {"Score": 0, "CreationDate": "2020-01-01T00:00:00.000", "Body": "<p>Why?</p>"}
    rows = [
        common | {"Id": number, "PostTypeId": 1, "Title": "Why?"} | post
        for number, post in enumerate(posts, 1)
    ]
    for table in ("Users", "Posts", "Comments", "Votes", "Tags"):
        lines = rows if table == "Posts" else []
        text = "".join(
            f"<row {' '.join(f'{name}={quoteattr(str(value))}' for name, value in row.items())} />"
            for row in lines
        )
        name = table.lower()
        (folder / f"{table}.xml").write_text(f"<{name}>{text}</{name}>", encoding="utf-8")
    return folder


def test_a_dump_keeps_the_licences_that_it_gives(town: Any, tmp_path: Any) -> None:
    answer = {"PostTypeId": 2, "ParentId": 1, "ContentLicense": "CC BY-SA 3.0"}
    folder = _dump(
        tmp_path / "dump",
        {"ContentLicense": "CC BY-SA 2.5"},
        {},
        {"ContentLicense": "  cc by-sa 4.0"},
        {"ContentLicense": "A " * 200},
        answer,
    )
    report = import_dump(town.kit, folder, community="code")
    changes = report.tables["Posts"].changes
    assert changes == {"under the licence of the source": 2, "licence not declared here": 2}
    numbers = town.ask("stew", ReadLicenceNumbers())
    assert numbers.without == 3, "what a source does not say is not made up"
    assert set(without_guides(numbers)) == {
        LicenceCount("question", "CC-BY-SA-2.5", 1),
        LicenceCount("question", "", 3),
        LicenceCount("answer", "CC-BY-SA-3.0", 1),
    }
    again = import_dump(town.kit, folder, community="code")
    assert again.tables["Posts"].imported == 0
    assert town.ask("stew", ReadLicenceNumbers()) == numbers
    assert town.ask("bob", ListThreads()).items
