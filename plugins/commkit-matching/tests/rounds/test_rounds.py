"""Rounds: what they propose, who comes first, who is never together; and what is told of that."""

from datetime import timedelta
from typing import Any

from attrs import evolve

from commkit.communities import ArchiveCommunity, ReopenCommunity
from commkit.members import BlockLevel, BlockMember
from commkit_matching import DeclineMatch, ExplainMatch, ExplainMatchRequest


def test_mentees_get_mentors_who_know_what_they_want(town: Any) -> None:
    town.mentor("bob", knows="go", places=2)
    town.mentor("cid", knows="chess")
    for actor, wants in (("ada", "chess"), ("dan", "go"), ("eve", "go")):
        town.mentee(actor, wants)
    run = town.round()
    assert (run.considered, run.served, run.proposals, run.more) == (5, 5, 3, False)
    for actor in ("ada", "dan", "eve"):
        town.accept(actor)
    for _ in range(2):
        town.accept("bob")
    town.accept("cid")
    assert town.partners("ada", "made") == [["cid"]]
    assert sorted(town.partners("bob", "made")) == [["dan"], ["eve"]]
    assert town.round().proposals == 0


def test_a_match_is_explained_by_ones_own_preferences_as_far_as_they_may_be_told(town: Any) -> None:
    town.mentee("ada", "go, chess")
    town.mentor("bob", "go")
    town.round()
    match = town.matches("ada")[0].match.id
    before = town.ask("ada", ExplainMatch(match))
    assert [(part.preference, part.weight, part.score) for part in before.parts] == [
        ("Knows what you want to learn", 0.75, 0.5),
        ("", 0.25, None),
    ]
    assert [part.weight for part in town.ask("bob", ExplainMatch(match)).parts] == [1.0]
    town.accept("ada")
    town.accept("bob")
    after = town.ask("ada", ExplainMatch(match))
    assert [(part.preference, part.score) for part in after.parts] == [
        ("Knows what you want to learn", 0.5),
        ("Speaks your languages", 1.0),
    ]


def test_who_was_left_out_comes_first_the_next_time(town: Any) -> None:
    town.mentor("bob", "go")
    town.mentee("ada", "go")
    town.mentee("cid", "chess")
    town.round()
    first = next(actor for actor in ("ada", "cid") if town.matches(actor))
    other = {"ada": "cid", "cid": "ada"}[first]
    town.do(first, DeclineMatch(town.matches(first)[0].match.id))
    town.mentee("dan", "go")
    town.round()
    assert town.matches(other, "proposed")
    assert town.matches("dan") == []


def test_the_same_two_are_not_proposed_again_before_their_time(town: Any) -> None:
    town.join("adult-1", "adult-2")
    for name in ("adult-1", "adult-2"):
        town.request(name, "buddies", "buddy")
    assert town.round("buddies").proposals == 1
    assert town.partners("adult-1") == [["adult-2"]]
    town.do("adult-1", DeclineMatch(town.matches("adult-1")[0].match.id))
    town.pass_time(days=29)
    assert town.round("buddies").proposals == 0
    town.pass_time(days=2)
    assert town.round("buddies").proposals == 1


def test_minors_are_with_minors_alone_and_who_is_not_known_with_nobody(town: Any) -> None:
    names = ("minor-1", "minor-2", "adult-1", "adult-2", "adult-3")
    town.join(*names)
    for name in (*names, "ada", "bob"):
        town.request(name, "buddies", "buddy", places=2)
    for _ in range(3):
        town.round("buddies")
    for name in names:
        band = name.partition("-")[0]
        assert all(other.startswith(band) for (other,) in town.partners(name))
    assert town.partners("minor-1") == [["minor-2"]]
    assert len(town.partners("adult-1")) == 2
    assert town.partners("ada") == town.partners("bob") == []


def test_pairs_that_the_kind_keeps_apart_are_never_together(town: Any) -> None:
    town.join("rival-1", "rival-2")
    for name in ("rival-1", "rival-2"):
        town.request(name, "buddies", "buddy")
    assert town.round("buddies").proposals == 0


def test_a_block_or_mute_in_either_direction_keeps_two_apart_and_nobody_is_told(town: Any) -> None:
    town.mentor("bob")
    asked = {actor: town.mentee(actor) for actor in ("ada", "cid")}
    for actor in ("dan", "eve"):
        town.mentee(actor, languages="Deutsch")
    before = {actor: town.ask(actor, ExplainMatchRequest(its.id)) for actor, its in asked.items()}
    town.do("bob", BlockMember(town.member("ada"), BlockLevel.BLOCK))
    town.do("cid", BlockMember(town.member("bob"), BlockLevel.MUTE))
    assert town.round().proposals == 0
    for actor, its in asked.items():
        now = town.ask(actor, ExplainMatchRequest(its.id))
        assert now == evolve(before[actor], left_out=1)


def test_chances_tell_what_public_limits_exclude_once_they_are_five(town: Any) -> None:
    asked = town.mentee("ada")
    town.join(*(f"mentor-{n}" for n in range(6)))
    for n in range(4):
        town.mentor(f"mentor-{n}", languages="Deutsch")
    chances = town.ask("ada", ExplainMatchRequest(asked.id))
    assert (chances.others, chances.excluded[0].others, chances.comes_first) == (None, None, True)
    town.mentor("mentor-4", languages="Deutsch")
    town.mentor("mentor-5", languages="English")
    chances = town.ask("ada", ExplainMatchRequest(asked.id))
    (language,) = chances.excluded
    assert (chances.others, language.limit, language.others) == (6, "A language in common", 5)


def test_a_round_takes_so_many_and_begins_with_the_others_next_time(make_town: Any) -> None:
    town = make_town(pool=2)
    for actor in ("ada", "bob", "cid", "dan"):
        town.request(actor, "introductions", "seeker")
    town.clock.advance(timedelta(hours=1))
    first = town.round("introductions")
    assert (first.considered, first.more) == (2, True)
    town.clock.advance(timedelta(hours=1))
    town.request("eve", "introductions", "partner", places=2)
    town.round("introductions")
    assert town.matches("ada") == town.matches("bob") == []
    assert len(town.matches("eve")) == 2


def test_the_worker_runs_rounds_while_it_is_time(town: Any) -> None:
    town.mentee("ada")
    town.mentor("bob")
    town.pass_time(days=6)
    assert town.matches("ada") == []
    town.pass_time(days=1)
    assert [view.match.state for view in town.matches("ada")] == ["proposed"]
    town.mentee("cid")
    town.mentor("dan")
    town.pass_time(days=7)
    assert [view.match.state for view in town.matches("cid")] == ["proposed"]


def test_in_an_archive_proposals_are_closed_and_rounds_go_on_once_it_is_open_again(town: Any) -> None:
    town.mentee("ada")
    town.mentor("bob")
    town.pass_time(days=7)
    town.accept("ada")
    town.do("owner", ArchiveCommunity("A long winter."))
    town.pass_time(days=8)
    assert [view.match.state for view in town.matches("ada")] == ["closed"]
    town.do("owner", ReopenCommunity())
    town.mentee("cid")
    town.mentor("dan")
    town.pass_time(days=7)
    assert [view.match.state for view in town.matches("cid")] == ["proposed"]
