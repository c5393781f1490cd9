"""Views show host keys, which are often addresses, to whom the loader of memberships shows them, and to nobody else."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any, cast

import pytest

from commkit import Kit, Query
from commkit.members import ListMembers
from commkit.members.tables import membership
from commkit.members.views import queries as member_views
from commkit.members.views.records import Author
from commkit.members.views.statements import AUTHORS
from commkit.posts.status.statements import STATUS_COLUMNS
from commkit.posts.views import queries as post_views
from commkit.posts.views.statements import BESIDE
from commkit.runtime.storage.statements import statement, visible_statement
from commkit.runtime.values.serialization import dump, to_json
from tests.helpers import ask
from tests.sample import OWNER
from tests.views.counting import HOST, QUERIES, READER, Full, fill, full_kit


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    file = tmp_path_factory.mktemp("keys") / "town.db"
    with closing(full_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
        yield fill(kit, 3)


def keys_in(kit: Kit, actor: str | None, query: Query[Any]) -> set[str]:
    """The keys of members anywhere in an answer, its texts among it."""
    text = to_json(dump(ask(kit, actor, "town", query)))
    return {key for key in (READER, *(f"member-{number}{HOST}" for number in range(3))) if key in text}


@pytest.mark.parametrize("name", QUERIES)
def test_members_see_their_own_key_at_most_and_visitors_none(full: Full, name: str) -> None:
    query = QUERIES[name](full, 100)
    assert keys_in(full.kit, READER, query) <= {READER}
    if name != "queue":
        assert keys_in(full.kit, f"member-1{HOST}", query) <= {f"member-1{HOST}"}
    if name not in ("queue", "inbox"):
        assert not keys_in(full.kit, None, query)


@pytest.mark.parametrize("name", [name for name in QUERIES if name != "inbox"])
def test_who_decides_about_requests_sees_them(full: Full, name: str) -> None:
    """Else the tests above would look for what is not there."""
    assert keys_in(full.kit, OWNER, ListMembers())
    assert keys_in(full.kit, OWNER, QUERIES[name](full, 100))


_OPEN = (membership.c.id, membership.c.name, membership.c.role, membership.c.staff, membership.c.key)


def test_control_a_statement_that_hides_no_keys_is_caught(
    full: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = statement(lambda: AUTHORS.construct.with_only_columns(*_OPEN), into=Author)
    monkeypatch.setattr(member_views.sql, "AUTHORS", open_to_all)
    assert keys_in(full.kit, READER, QUERIES["suggestions"](full, 100)) - {READER}


def test_control_one_that_reads_authors_beside_posts_is_caught(
    full: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = visible_statement(
        lambda visible: BESIDE.construct_for(visible).with_only_columns(*STATUS_COLUMNS, *_OPEN),
        into=cast("Any", BESIDE.into),
    )
    monkeypatch.setattr(post_views.sql, "BESIDE", open_to_all)
    assert keys_in(full.kit, READER, QUERIES["thread"](full, 100)) - {READER}
