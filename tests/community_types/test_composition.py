"""Types that are composed of others: the first one named wins, and it is told what came from where."""

import json
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commkit import CommunityType, Denied, Feature, Kit, NotFound, PluginError, PostKind, Role, TrustLevel
from commkit.adapters.cli import list_types
from commkit.adapters.cli.app import run
from commkit.community_types import ReadTypeComposition, TypeComposition, TypeValue
from commkit.posts import CreateReply, CreateThread, PostSettings
from commkit.runtime.composing.type_composition import compose_types, describe_composition
from commkit.runtime.model.types import DEFAULT_REACTIONS, DEFAULT_TRUST
from commkit.runtime.values.serialization import dump, load
from commkit.testing.contexts import context_of
from tests.community_types.towns import GAZETTE, TOWN, RingBell, bell, new_town_kit
from tests.helpers import ask, assert_counters_hold, assert_refused, do
from tests.runtime.plugins import Plugin, Ring
from tests.sample import OWNER, create_community

CODE = "runtime.plugin_misdeclared"
LADDER = (TrustLevel(name="new"), TrustLevel(name="old", age=timedelta(days=9)))
HELP = CommunityType(
    "help",
    features=("posts", "events"),
    post_kinds=(
        PostKind(name="question", opens=True, replies=("comment",)),
        PostKind(name="comment", replies=("comment",)),
    ),
    reactions={"up": 1, "thanks": 2},
    roles={"agent": Role(staff=True)},
    settings={"posts": {"max_tags": 3, "max_depth": 4}},
    words={"post": "question"},
    summary="For help.",
)
NEWS = CommunityType(
    "news",
    features=("posts", "feedback"),
    post_kinds=(PostKind(name="article", opens=True, replies=("comment",)), PostKind(name="comment")),
    reactions={"up": 3, "wow": 0},
    roles={"agent": Role(), "editor": Role()},
    trust=LADDER,
    settings={"posts": {"max_tags": 9, "max_mentions": 2}},
    archive_settings={"posts": {"max_tags": 1}},
    words={"post": "article", "reply": "comment"},
    summary="For news.",
)


def composed(*types: CommunityType, name: str = "both") -> tuple[CommunityType, TypeComposition]:
    declared = {made.name: made for made in types}
    return compose_types(types)[name], describe_composition(name, declared)


def origins(found: TypeComposition) -> dict[str, str]:
    return {f"{value.field} {value.name}".strip(): value.type for value in found.values}


def test_the_first_one_named_wins() -> None:
    both, told = composed(HELP, NEWS, CommunityType("both", composes=("help", "news")))
    assert both.features == ("posts", "events", "feedback")
    assert [kind.name for kind in both.post_kinds] == ["question", "comment", "article"]
    assert both.kind("comment") == HELP.kind("comment")
    assert both.reactions == {"up": 1, "thanks": 2, "wow": 0}
    assert both.roles == {"agent": Role(staff=True), "editor": Role()}
    assert both.trust == LADDER, "the first that has a ladder of its own"
    assert both.settings == {"posts": {"max_tags": 3, "max_depth": 4, "max_mentions": 2}}
    assert both.archive_settings == {"posts": {"max_tags": 1}}
    assert both.words == {"post": "question", "reply": "comment"}
    assert both.summary == "For help."
    assert told.composes == ("help", "news")
    assert origins(told) == {
        "features posts": "help", "features events": "help", "features feedback": "news",
        "post_kinds question": "help", "post_kinds comment": "help", "post_kinds article": "news",
        "reactions up": "help", "reactions thanks": "help", "reactions wow": "news",
        "roles agent": "help", "roles editor": "news", "trust": "news",
        "settings posts.max_tags": "help", "settings posts.max_depth": "help",
        "settings posts.max_mentions": "news", "archive_settings posts.max_tags": "news",
        "words post": "help", "words reply": "news", "summary": "help",
    }  # fmt: skip


def test_what_was_passed_over_is_told() -> None:
    _, told = composed(HELP, NEWS, CommunityType("both", composes=("help", "news")))
    assert {f"{value.field} {value.name}".strip() for value in told.conflicts} == {
        "post_kinds comment", "reactions up", "roles agent", "settings posts.max_tags", "words post", "summary",
    }  # fmt: skip
    (up,) = [value for value in told.conflicts if value.field == "reactions"]
    assert (up.value, [(other.type, other.value) for other in up.passed_over]) == ("1", [("news", "3")])
    assert json.loads(next(value.value for value in told.values if value.name == "question"))["opens"] is True


def test_its_own_word_counts_most_and_the_order_decides() -> None:
    own = CommunityType(
        "both", composes=("news", "help"), features=("moderation",), reactions={"up": 5}, trust=LADDER[:1]
    )
    both, told = composed(HELP, NEWS, own)
    assert both.features == ("moderation", "posts", "feedback", "events")
    assert both.reactions == {"up": 5, "wow": 0, "thanks": 2}
    assert both.trust == LADDER[:1]
    assert both.kind("comment") == NEWS.kind("comment")
    (up,) = [value for value in told.conflicts if value.field == "reactions"]
    assert (up.type, [other.type for other in up.passed_over]) == ("both", ["news", "help"])


def test_a_type_of_composed_types() -> None:
    both = CommunityType("both", composes=("help", "news"), words={"post": "thing"})
    more = CommunityType("more", composes=("news", "both"))
    found, told = composed(more, both, NEWS, HELP, name="more")
    assert told.composes == ("news", "both", "help")
    assert found.words["post"] == "article"
    assert [value.type for value in told.conflicts if value.name == "post"] == ["news"]


def test_a_type_that_is_composed_of_none_is_as_it_was_declared() -> None:
    found, told = composed(HELP, NEWS, name="news")
    assert found is NEWS
    assert (told.composes, told.conflicts) == ((), ())


def test_defaults_count_only_for_those_that_have_nothing_else() -> None:
    bare = CommunityType("bare", features=())
    both, _ = composed(bare, CommunityType("both", composes=("bare",)))
    assert (both.features, both.reactions, both.trust) == ((), DEFAULT_REACTIONS, DEFAULT_TRUST)
    told, _ = composed(bare, CommunityType("both", composes=("bare",), features=("posts",)))
    assert told.features == ("posts",)


@pytest.mark.parametrize(
    ("types", "words"),
    [
        (
            [CommunityType("a", composes=("nothing",))],
            "composed of 'nothing', which is no type .*commkit_requires",
        ),
        ([CommunityType("a", composes=("a",))], "composed of itself: a > a"),
        (
            [CommunityType("a", composes=("b",)), CommunityType("b", composes=("a",))],
            "composed of itself: a > b > a",
        ),
        ([HELP, CommunityType("a", composes=("help", "help"))], "names a type twice"),
    ],
)
def test_what_cannot_be_composed_is_refused(types: list[CommunityType], words: str) -> None:
    with pytest.raises(PluginError, match=words) as caught:
        Kit("sqlite://", types=types)
    assert (caught.value.code, caught.value.plugin) == (CODE, "a")


def test_two_handlers_of_one_message_are_refused_and_both_named() -> None:
    first, second = bell([]), Feature("choir.bell", grants={})
    second.handlers.append((RingBell, first.handlers[0][1]))
    types = [
        CommunityType("tower", features=("club.bell",)),
        CommunityType("choir", features=("choir.bell",)),
        CommunityType("both", composes=("tower", "choir")),
    ]
    with pytest.raises(PluginError, match=r"'club\.bell'.*'choir\.bell'") as caught:
        Kit("sqlite://", plugins=[Plugin([first], name="club"), Plugin([second], name="choir")], types=types)
    assert caught.value.code == "runtime.handled_twice"


def test_kinds_are_checked_as_they_are_composed() -> None:
    own = CommunityType("a", composes=("help",), post_kinds=(PostKind(name="q", replies=("comment",)),))
    with closing(Kit("sqlite://", types=[HELP, own])) as kit:
        assert [kind.name for kind in kit.registry.types["a"].post_kinds] == ["q", "question", "comment"]
    with pytest.raises(PluginError, match="post kind 'q' names the kind 'comment'"):
        Kit("sqlite://", types=[HELP, evolve(own, composes=())])


# --- by rule ---------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from("abcde")
PARTS = st.lists(
    st.builds(
        lambda words, reactions, kinds: CommunityType(
            "?",
            words=words,
            reactions=reactions,
            post_kinds=tuple(PostKind(name=name, titled=titled) for name, titled in kinds.items()),
        ),
        words=st.dictionaries(WORDS, st.sampled_from("xyz")),
        reactions=st.dictionaries(WORDS, st.integers(0, 2)),
        kinds=st.dictionaries(WORDS, st.booleans()),
    ),
    min_size=1,
    max_size=4,
)


@given(parts=PARTS)
def test_each_value_is_that_of_the_first_type_that_has_it(parts: list[CommunityType]) -> None:
    types = [evolve(part, name=f"part{number}") for number, part in enumerate(parts)]
    both, told = composed(*types, CommunityType("both", composes=tuple(part.name for part in types)))

    def first(field: str) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for part in types:
            values = getattr(part, field)
            for name, value in (values if field != "post_kinds" else {k.name: k for k in values}).items():
                found.setdefault(name, value)
        return found

    assert both.words == first("words")
    assert both.reactions == first("reactions")
    assert {kind.name: kind for kind in both.post_kinds} == first("post_kinds")
    for value in told.values:
        declaring = {part.name for part in types if _has(part, value)}
        assert {value.type, *(other.type for other in value.passed_over)} <= declaring
        assert value.type == min(declaring)


def _has(part: CommunityType, value: TypeValue) -> bool:
    if value.field == "features":
        return value.name in part.features
    if value.field == "post_kinds":
        return part.kind(value.name) is not None
    return value.name in getattr(part, value.field)


# --- at work ---------------------------------------------------------------------------------------------------------


def test_a_composed_community_has_the_features_of_both(url: str, heard: list[str]) -> None:
    mixed = CommunityType(
        "mixed",
        composes=("town", "gazette"),
        settings={"posts": {"max_depth": 2}, "club.bell": {"loud": False}},
    )
    with closing(new_town_kit(url, heard=heard, types=[mixed])) as kit:
        create_community(kit, type="mixed", members=("ada",))
        question = do(kit, "ada", "town", CreateThread(kind="question", title="Q?", body="B."))
        do(kit, "ada", "town", CreateThread(kind="story", title="S", body="B."))
        do(kit, "ada", "town", CreateReply(question.id, "A.", kind="answer"))
        do(kit, "ada", "town", RingBell())
        kit.worker().drain()
        assert heard == ["mixed: False"], "its own word over that of the town"
        with kit.session("ada", "town") as session:
            assert context_of(session).settings(PostSettings).max_depth == 2
        assert_counters_hold(kit, "town")
        told = ask(kit, OWNER, "town", ReadTypeComposition())
        assert told == kit.registry.composition_of("mixed")
        assert load(TypeComposition, dump(told)) == told
        (loud,) = [value for value in told.conflicts if value.name == "club.bell.loud"]
        assert (loud.type, [other.type for other in loud.passed_over]) == ("mixed", ["town"])
        assert ask(kit, OWNER, "town", ReadTypeComposition("gazette")).composes == ()
        with assert_refused(NotFound, "runtime.no_such_type"):
            ask(kit, OWNER, "town", ReadTypeComposition("nothing"))
        with assert_refused(Denied, "runtime.not_permitted"):
            ask(kit, "ada", "town", ReadTypeComposition())


def test_the_order_of_composition_is_the_order_of_gates() -> None:
    both, _ = composed(TOWN, GAZETTE, CommunityType("both", composes=("gazette", "town")))
    assert both.features == ("posts", "club.bell")
    assert Ring.permission == "club.ring"


def test_the_command_line_shows_what_was_decided(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types = [HELP, NEWS, CommunityType("both", composes=("help", "news"))]
    monkeypatch.setattr(list_types, "build_kit", lambda url, out: Kit(url, types=types))
    assert run(["types"]) == 0
    shown = capsys.readouterr().out
    assert "composed of" in shown
    assert "reactions up: as in help, not as in news" in shown
    assert run(["types", "--json"]) == 0
    (both,) = [made for made in json.loads(capsys.readouterr().out)["types"] if made["name"] == "both"]
    assert both["composition"]["composes"] == ["help", "news"]
