"""What is hidden is not found: no title, no snippet, no count and no other engine's candidate."""

import time
from typing import Any

import pytest
from sqlalchemy import literal_column, text

from commkit import SYSTEM, Kit
from commkit.members import AddGroupMember
from commkit.posts import RemovePost
from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.statements import visible_statement
from commkit.search import ReadSearchCandidates, SearchCandidate, SearchContent
from commkit.search import statements as sql
from commkit.search.indexing.statements import as_entry
from tests.audience_town import (
    GUILD,
    INSIDE,
    OPEN,
    OUTSIDE,
    READERS,
    WALLED,
    WORDS,
    AudienceTown,
    create_audience_town,
    hidden_words,
    leave_groups,
    open_thread,
)
from tests.helpers import ask, do
from tests.sample import OWNER


@pytest.fixture
def town(kit: Kit) -> AudienceTown:
    return create_audience_town(kit)


def found(kit: Kit, actor: str | None, words: str, **more: Any) -> list[Any]:
    return [hit.object for hit in ask(kit, actor, "town", SearchContent(words, **more)).hits]


@pytest.mark.parametrize("order", ["relevance", "newest"])
@pytest.mark.parametrize("actor", list(READERS))
def test_hits_are_what_the_actor_may_see(kit: Kit, town: AudienceTown, actor: str | None, order: str) -> None:
    for name, word in WORDS.items():
        expected = {town.threads[name].id, town.replies[name].id} if name in READERS[actor] else set()
        assert set(found(kit, actor, word, order=order)) == expected, (actor, name)
    page = ask(kit, actor, "town", SearchContent("text", order=order))  # type: ignore[arg-type]
    assert len(page.hits) == len(READERS[actor])
    assert not [word for word in hidden_words(actor) if word in repr(page)]


def test_the_host_itself_finds_all(kit: Kit, town: AudienceTown) -> None:
    assert len(found(kit, SYSTEM, "text")) == 3  # type: ignore[arg-type]  # the control of the tests above


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_hidden_objects_leave_no_gap_in_pages(kit: Kit, order: str) -> None:
    town = create_audience_town(kit, replies=False)
    for number in range(12):
        open_thread(kit, f"zebra {number}", town.groups[WALLED] if number % 2 else None)
    seen: list[Any] = []
    after = None
    while True:
        page = ask(kit, OUTSIDE, "town", SearchContent("zebra", limit=2, after=after, order=order))  # type: ignore[arg-type]
        assert len(page.hits) == 2
        seen += [hit.object for hit in page.hits]
        after = page.next
        if after is None:
            break
    assert len(set(seen)) == 6
    assert len(found(kit, INSIDE, "zebra")) == 12


def test_who_leaves_a_group_finds_nothing_of_it_at_once(kit: Kit, town: AudienceTown) -> None:
    assert len(found(kit, INSIDE, "text")) == 3
    leave_groups(kit, town, INSIDE)
    assert found(kit, INSIDE, "text") == [town.threads[OPEN].id]
    do(kit, OWNER, "town", AddGroupMember(town.groups[GUILD], MemberId(town.members[INSIDE])))
    assert len(found(kit, INSIDE, "text")) == 2


def test_replies_are_hidden_with_their_thread(kit: Kit, town: AudienceTown) -> None:
    do(kit, OWNER, "town", RemovePost(town.threads[OPEN].id))
    assert found(kit, OUTSIDE, WORDS[OPEN]) == []
    assert found(kit, OWNER, WORDS[OPEN]) == [town.replies[OPEN].id]


@pytest.mark.parametrize("actor", list(READERS))
def test_candidates_of_another_engine(kit: Kit, town: AudienceTown, actor: str | None) -> None:
    wanted = tuple(SearchCandidate("Post", post.id) for post in town.threads.values())
    loaded = ask(kit, actor, "town", ReadSearchCandidates(wanted))
    assert [post.id for post in loaded] == [town.threads[name].id for name in WORDS if name in READERS[actor]]


def test_hidden_candidates_cost_one_statement(kit: Kit, town: AudienceTown) -> None:
    threads = [open_thread(kit, "zebra", town.groups[WALLED]) for _ in range(20)]
    wanted = tuple(SearchCandidate("Post", post.id) for post in threads)
    seen: list[str] = []
    kit.database.observer = seen.append
    assert ask(kit, OUTSIDE, "town", ReadSearchCandidates(wanted)) == ()
    assert len(seen) == 2, "who asks, and which are visible"


def test_a_control_without_the_rule_finds_hidden_threads(
    kit: Kit, town: AudienceTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RELEVANCE_ON_SQLITE", "RELEVANCE_ON_POSTGRES"):
        source = getattr(sql, name).source
        monkeypatch.setattr(
            sql,
            name,
            visible_statement(lambda _, source=source: source(Everything()), into=as_entry),  # type: ignore[misc]
        )
    assert set(found(kit, OUTSIDE, "text")) == {post.id for post in town.threads.values()}


class Everything:
    """Hides nothing."""

    def object(self, *columns: Any) -> Any:
        return text("1 = 1")

    object_wanted = object


def test_only_the_newest_matches_are_ranked(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    town = create_audience_town(kit, replies=False)
    first = open_thread(kit, "zebra zebra zebra", None)
    time.sleep(1.1)  # entries are numbered by seconds
    later = [open_thread(kit, f"other {n} with a zebra", None) for n in range(3)]
    hidden = [open_thread(kit, "zebra", town.groups[WALLED]) for _ in range(3)]
    assert found(kit, OUTSIDE, "zebra")[0] == first.id
    monkeypatch.setattr(sql, "_RANKED", literal_column("3"))
    for name in ("RELEVANCE_ON_SQLITE", "RELEVANCE_ON_POSTGRES"):
        fresh = visible_statement(getattr(sql, name).source, into=as_entry)
        monkeypatch.setattr(sql, name, fresh)
    assert set(found(kit, OUTSIDE, "zebra")) == {post.id for post in later}, "hidden ones take no place"
    assert hidden
