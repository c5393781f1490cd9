"""What a feature holds: what would be ignored is refused when a Kit is built."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, Table, Text, text, true

from commkit import Feature, Kit, PluginError
from commkit.runtime.storage.holding import writers
from commkit.storage import ACCOUNT, COMMUNITY, NOT_EVIDENCE, Id, community_id, person, personal, plain
from tests.runtime.plugins import club
from tests.sample import new_kit

RELEASE = "tests.runtime.first_release.versions"
metadata = MetaData()
note = Table(
    "commkit_club_note",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The note's id.")),
    Column("author", Id, nullable=False, info=person("Who wrote it.")),
    Column("body", Text, nullable=False, info=personal("What they wrote.", of="author")),
    Column("read_by", Id, info=person("Who read it last.", owns=False)),
    info=COMMUNITY,
)
rule = Table(
    "commkit_club_rule",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The rule's id.")),
    info=COMMUNITY,
)
badge = Table(
    "commkit_club_badge",
    metadata,
    Column("id", Id, primary_key=True, info=person("Who wears it.")),
    info=ACCOUNT,
)
copy = Table(
    "commkit_club_copy",
    MetaData(),
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The copy's id.")),
    Column("author", Id, info=person("Who wrote it.")),
    Column("body", Text, info=personal("What they wrote.", of="author")),
    info={**COMMUNITY, **NOT_EVIDENCE},
)


def nothing(*given: Any) -> Any:
    return None


def kit_of(**holds: Any) -> Kit:
    return new_kit("sqlite://", club(Feature("club.notes", tables=metadata, migrations=RELEASE, **holds)))


@pytest.mark.parametrize(
    ("table", "condition", "says"),
    [
        ("commkit_club_notes", lambda row: true(), "did you mean 'commkit_club_note'"),
        ("commkit_club_badge", lambda row: true(), "belongs to no community"),
        ("commkit_club_rule", lambda row: true(), "nothing is ever erased or purged"),
        ("commkit_club_note", nothing, "gives no condition"),
        ("commkit_club_note", "author", "gives no condition"),
    ],
)
def test_what_would_be_ignored_is_refused(table: str, condition: Callable[..., Any], says: str) -> None:
    with pytest.raises(PluginError, match=says):
        kit_of(holds={table: condition})


def test_a_condition_on_members_is_one() -> None:
    with pytest.raises(PluginError, match="on a community and a member"):
        kit_of(holds_members=nothing)


def test_what_is_right_is_taken() -> None:
    kit_of(
        holds={
            "commkit_club_note": lambda row: row.c.body == text("'kept'"),
            "commkit_post": lambda row: true(),
        },
        holds_members=lambda community, member: member == community,
    ).close()


def test_who_wrote_is_who_is_named_by_what_would_be_erased() -> None:
    assert [column.name for column in writers(note)] == ["author"]
    assert [column.name for column in writers(copy)] == []
