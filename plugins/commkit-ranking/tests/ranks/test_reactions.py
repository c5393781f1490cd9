"""Votes, settings and imports move threads as they should."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, CommunityType, Invalid
from commkit.communities import UpdateSettings
from commkit.community_types import ChangeType, PlanTypeChange
from commkit.importers import ExternalPost, ExternalVote, ImportThreads, ImportVotes
from commkit.posts import MergeThreads, SplitThread
from commkit_ranking import ExplainRank, RankOrder


def votes(town: Any, thread: Any) -> tuple[int, int]:
    found = town.ask("cid", ExplainRank(thread))
    return found.up, found.down


def test_reactions_that_add_to_the_score_are_votes_each_once(town: Any) -> None:
    """A heart is worth 2 of the score, and is one vote."""
    thread = town.thread()
    town.vote(thread.id, "bob", reaction="heart")
    town.vote(thread.id, "cid")
    town.vote(thread.id, "dan", reaction="down")
    town.vote(thread.id, "eve", reaction="seen")
    assert votes(town, thread.id) == (2, 1)


def test_a_community_chooses_its_votes_and_the_worker_ranks_anew(town: Any) -> None:
    thread = town.thread()
    town.vote(thread.id, "bob", reaction="heart")
    town.vote(thread.id, "cid")
    values = {"up": ["up"], "down": ["seen"]}
    town.do("owner", UpdateSettings("ranking.ranks", values))
    town.work()
    town.vote(thread.id, "dan", reaction="seen")
    assert votes(town, thread.id) == (1, 1)
    for bad, code in (
        ({"up": ["smile"]}, "unknown_reaction"),
        ({"up": ["up"], "down": ["up"]}, "duplicate"),
    ):
        with pytest.raises(Invalid) as caught:
            town.do("owner", UpdateSettings("ranking.ranks", bad))
        assert code in {error.code for error in caught.value.errors}


def test_the_host_chooses_the_votes(make_town: Any) -> None:
    town = make_town(up=("heart",), down=("down",))
    thread = town.thread()
    town.vote(thread.id, "bob", reaction="heart")
    town.vote(thread.id, "cid")
    assert votes(town, thread.id) == (1, 0)


def test_a_merged_thread_is_on_no_list_and_a_split_one_brings_its_votes(town: Any) -> None:
    kept, merged = town.thread("kept"), town.thread("merged")
    reply = town.reply(kept.id)
    town.vote(reply.id, "cid", "dan")
    town.do("stew", MergeThreads(merged.id, kept.id))
    assert town.top() == ["kept"]
    town.do("stew", SplitThread(reply.id, kind="topic", title="Split off"))
    assert town.top() == ["Split off", "kept"]
    assert votes(town, reply.id) == (2, 0)


def test_imported_threads_are_ranked_by_their_own_time_and_votes(town: Any) -> None:
    """What comes along is counted at once; votes that are imported later with a rebuild."""
    at = datetime(2025, 5, 1, tzinfo=UTC)
    imported = ExternalPost(
        external_id="1",
        title="imported",
        body="How was it?",
        markup="markdown",
        created_at=at,
        upvotes=7,
    )
    town.thread("here")
    town.do(SYSTEM, ImportThreads("old forum", uuid4(), (imported,)))
    assert town.top() == ["imported", "here"]
    assert town.titles() == ["here", "imported"]
    cast = [ExternalVote(external_id=str(number), post="1", kind="down votes", at=at) for number in range(9)]
    town.do(SYSTEM, ImportVotes("old forum", uuid4(), tuple(cast)))
    assert town.top() == ["imported", "here"]
    assert town.rebuild() == 1
    town.settled()
    assert town.top() == ["here", "imported"]


def test_many_votes_at_once_leave_one_past_rank(town: Any) -> None:
    from commkit_ranking.tables import past_rank  # noqa: PLC0415

    thread = town.thread()
    town.clock.advance(timedelta(minutes=1))
    town.vote(thread.id, "bob", "cid", "dan", "eve", "stew")
    with town.kit.database.engine.connect() as connection:
        assert len(connection.execute(past_rank.select()).all()) == 1
    assert town.ask("bob", ExplainRank(thread.id, order=RankOrder.TOP)).value == 5


def test_a_type_with_no_reactions_against_has_only_votes_for(sqlite_town: Any) -> None:
    from commkit_ranking import RankSettings  # noqa: PLC0415

    made = CommunityType("plain", reactions={"like": 1})
    assert RankSettings().votes(made.reactions) == (frozenset({"like"}), frozenset())


def change_type(town: Any, type: str) -> None:
    plan = town.ask("owner", PlanTypeChange(type))
    town.do("owner", ChangeType(type, plan.fingerprint))


def test_what_was_written_while_the_type_had_no_ranks_is_ranked_by_the_worker(town: Any) -> None:
    before = town.thread("before")
    change_type(town, "plain")
    town.thread("between")
    town.vote(before.id, "bob")
    change_type(town, "forum")
    town.work()
    town.settled()
    assert town.top() == ["before", "between"]
    assert votes(town, before.id) == (1, 0)
