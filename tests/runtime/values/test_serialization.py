"""JSON in and out: what goes out comes back the same, and what is wrong is told and does nothing."""

# ruff: noqa: PT017  # either outcome is right, and each has its own form

import re
from contextlib import closing
from datetime import timedelta
from typing import Any

import attrs
import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import CommkitError, Feature, FieldError, Invalid, Kit, NotFound, PluginError, Query
from commkit.notifications.feature import NotificationSettings
from commkit.posts import CreateThread, ListThreads
from commkit.runtime.values.serialization import dump, from_json, load, override, to_json
from tests.runtime import strategies
from tests.runtime.plugins import Plugin
from tests.runtime.rows import counts
from tests.sample import OWNER, create_community, new_kit

KIT = new_kit("sqlite://")
FOR_PEOPLE = re.compile(
    r"(give|choose|leave|it must) (?!.*(typing|<class|NoneType|isoformat|Error))", re.DOTALL
)
CODES = {
    "wrong_type", "required", "unknown_field", "not_a_choice", "not_readable", "no_zone", "out_of_range",
}  # fmt: skip
"""What `kit.load` may find; programs know faults by these names."""
MESSAGES = sorted(KIT.registry.messages.items())
CLASSES = [
    *KIT.registry.messages.values(),
    *KIT.registry.facts.values(),
    *KIT.registry.records.values(),
]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@settings(max_examples=10)  # for each of some 800 messages
@given(data=st.data())
def test_what_goes_out_comes_back_the_same(cls: type, data: st.DataObject) -> None:
    made = data.draw(strategies.of(cls))
    text = to_json(dump(made))
    assert load(cls, from_json(text)) == made
    assert to_json(dump(load(cls, from_json(text)))) == text


@settings(max_examples=400)
@given(name=st.sampled_from([name for name, _ in MESSAGES]), data=st.data())
def test_any_json_is_loaded_or_refused_as_invalid(name: str, data: st.DataObject) -> None:
    message = KIT.registry.messages[name]
    names = st.sampled_from([*(field.name for field in attrs.fields(message)), "unknown", "__class__"])
    values = data.draw(strategies.JSON | st.dictionaries(names, strategies.JSON, max_size=6))
    try:
        made = KIT.load(name, values)
    except Invalid as invalid:
        assert invalid.errors
        assert all(error.path and error.message for error in invalid.errors)
    else:
        assert isinstance(made, message)


@pytest.mark.parametrize(("name", "message"), MESSAGES, ids=[name for name, _ in MESSAGES])
@settings(max_examples=5)
@given(data=st.data())
def test_a_value_of_the_wrong_json_type_is_refused_with_its_place(
    name: str, message: Any, data: st.DataObject
) -> None:
    good = dump(data.draw(strategies.of(message)))
    for field, value in good.items():
        for wrong in ("no such value", 1.5, True, None, ["x"], {"x": 1}, [[]], 10**30):
            hint = attrs.fields_dict(message)[field].type
            if (
                type(wrong) is type(value)
                or "None" in str(hint)
                or "Optional" in str(hint)
                or "Optional" in str(hint)
                or "str" in str(hint)
                or "Mapping" in str(hint)
            ):
                continue
            if isinstance(value, int | float) and isinstance(wrong, int) and not isinstance(wrong, bool):
                continue  # its size is looked at when it is sent
            with pytest.raises(Invalid) as caught:
                KIT.load(name, good | {field: wrong})
            assert any(error.path.startswith(field) for error in caught.value.errors), (wrong, caught.value)


def values_of(cls: type) -> st.SearchStrategy[Any]:
    """Values as they come from JSON: they may fit or not."""
    names = st.sampled_from([*(field.name for field in attrs.fields(cls)), "unknown"])
    return st.dictionaries(names, strategies.JSON, max_size=6)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@settings(max_examples=10)
@given(data=st.data(), from_texts=st.booleans())
def test_whatever_is_wrong_is_told_in_words_of_people(
    cls: type, data: st.DataObject, *, from_texts: bool
) -> None:
    try:
        load(cls, data.draw(values_of(cls)), from_texts=from_texts)
    except Invalid as invalid:
        for error in invalid.errors:
            assert FOR_PEOPLE.match(error.message), error
            assert error.code in CODES, error


TEXT_OR_NUMBER = {"equals", "at_least", "at_most"}
"""Fields that take both stay the texts they are."""


def is_plain(value: Any) -> bool:
    """Whether a query string can hold it, and says no more than it does: an empty text may stand for nothing."""
    if isinstance(value, list):
        return all(map(is_plain, value))
    return value is not None and value != "" and not isinstance(value, dict)


def as_texts(value: Any) -> Any:
    """A JSON-able value as a query string has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [as_texts(item) for item in value]
    return str(value) if isinstance(value, int | float) else value


@pytest.mark.parametrize(("name", "message"), MESSAGES, ids=[name for name, _ in MESSAGES])
@settings(max_examples=5)
@given(data=st.data())
def test_texts_are_made_what_the_fields_type_says(name: str, message: Any, data: st.DataObject) -> None:
    made = data.draw(strategies.of(message))
    whole = dump(made)
    plain = {field for field, value in whole.items() if is_plain(value) and field not in TEXT_OR_NUMBER}
    texts = {field: as_texts(value) for field, value in whole.items() if field in plain}
    read = dump(KIT.load(name, whole | texts, from_texts=True))
    assert {field: read[field] for field in plain} == {field: whole[field] for field in plain}


@pytest.mark.parametrize(
    "wrong", ["", "2x", "1_000", " 5", "٣", "1e3", "0x10", "9" * 5_000, "nan", [], ["5"]]
)
def test_a_text_that_is_no_number_is_told_as_it_is(wrong: Any) -> None:
    with pytest.raises(Invalid) as caught:
        KIT.load("posts.list_threads", {"limit": wrong}, from_texts=True)
    (error,) = caught.value.errors
    assert (error.path, error.code) == ("limit", "wrong_type")
    assert error.message.startswith("give a whole number, not ")
    assert len(error.message) < 120


def test_one_text_stands_for_a_list_of_one_and_an_empty_one_for_nothing() -> None:
    values = {"kinds": "question", "limit": "5", "after": "", "space": "", "author": ""}
    read = KIT.load("posts.list_threads", values, from_texts=True)
    assert read == ListThreads(kinds=("question",), limit=5)
    with pytest.raises(Invalid):
        KIT.load("posts.list_threads", values)


@pytest.mark.parametrize(
    ("text", "seconds"), [("PT90M", 5_400), ("P7D", 604_800), ("PT0S", 0), ("P1DT0.5S", 86_400.5)]
)
def test_a_duration_is_read_by_iso_8601(text: str, seconds: float) -> None:
    assert load(timedelta, text) == timedelta(seconds=seconds)
    assert load(timedelta, dump(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize("wrong", [90, 1.5, "90", "1h", "", "PT", "P9999999999D", None, True])
def test_what_is_no_duration_is_told(wrong: Any) -> None:
    with pytest.raises(Invalid) as caught:
        load(timedelta, wrong)
    assert caught.value.errors[0].message.startswith("give a duration, such as PT90M or P7D, not ")


def test_a_wrong_setting_is_told_at_its_place() -> None:
    with pytest.raises(Invalid) as caught:
        override(NotificationSettings(), {"watch_owner": True, "digest": "hourly"})
    told = {error.path: error.code for error in caught.value.errors}
    assert told == {"watch_owner": "unknown_field", "digest": "not_a_choice"}
    with pytest.raises(Invalid) as caught:
        override(NotificationSettings(), {"mails_per_day": 5_000})
    assert caught.value.errors == (FieldError("mails_per_day", "out_of_range", "it must be <= 1000: 5000"),)


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(NotFound) as caught:
        KIT.load("posts.explode", {})
    assert caught.value.code == "runtime.no_such_message"


def test_all_faults_are_reported_at_once_with_their_places() -> None:
    with pytest.raises(Invalid) as caught:
        KIT.load("posts.create_thread", {"title": 5, "tags": ["a", 6], "markup": "doc", "colour": "red"})
    assert {error.path: (error.code, error.message) for error in caught.value.errors} == {
        "title": ("wrong_type", "give a text, not a number"),
        "tags[1]": ("wrong_type", "give a text, not a number"),
        "markup": ("not_a_choice", "choose one of: markdown, html"),
        "colour": (
            "unknown_field",
            (
                "leave it out: there is nothing of the name 'colour'; "
                "there are: kind, title, body, tags, markup, space, audience, made_with, fields"
            ),
        ),
        "kind": ("required", "give it, it is required"),
        "body": ("required", "give it, it is required"),
    }


def test_a_field_that_is_almost_another_one_is_told_of_it() -> None:
    with pytest.raises(Invalid) as caught:
        KIT.load("posts.list_threads", {"kind": "question"})
    (error,) = caught.value.errors
    assert error.message == "leave it out: there is nothing of the name 'kind'; did you mean 'kinds'?"


@pytest.mark.parametrize("values", [None, [], "text", 5, True, [["kind", "question"]]])
def test_what_is_no_object_is_refused(values: Any) -> None:
    with pytest.raises(Invalid):
        KIT.load("posts.create_thread", values)


@pytest.mark.parametrize("tags", ["abc", {"a": 1}, 5, None, [["a"]]])
def test_what_is_no_list_of_words_is_refused(tags: Any) -> None:
    good = {"kind": "question", "title": "Why?", "body": "I wonder."}
    assert KIT.load("posts.create_thread", good | {"tags": ["a"]}) == CreateThread(**good, tags=("a",))
    with pytest.raises(Invalid) as caught:
        KIT.load("posts.create_thread", good | {"tags": tags})
    assert caught.value.errors[0].path.startswith("tags")


@pytest.mark.parametrize("text", ["", "{", "nul", "[1,]", '{"a": 1} x', '"\ud800"', "[" * 100_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        from_json(text)


def test_json_text_is_the_same_for_equal_values() -> None:
    assert to_json({"b": 1, "a": [1.5, None]}) == to_json(dict(reversed({"b": 1, "a": [1.5, None]}.items())))


@frozen
class Limits:
    """Some settings."""

    most: int = 5
    part: float = 0.5


def test_settings_are_put_over_defaults() -> None:
    assert override(Limits(), {}) == Limits()
    assert override(Limits(), {"most": 7}) == Limits(most=7)
    for wrong in ({"most": "7"}, {"least": 1}, {"part": float("nan")}, {"part": float("inf")}):
        with pytest.raises(Invalid):
            override(Limits(), wrong)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("town") / "town.db"
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
        create_community(kit)
        yield kit


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(message=st.one_of(*(strategies.of(message) for _, message in MESSAGES)))
def test_any_message_is_done_or_refused_with_an_error_of_ours(town: Kit, message: Any) -> None:
    """With ids of nothing, limits at the edge of 64 bits, moments at the edge of time."""
    before = counts(town)
    place = None if message.lobby else "town"
    refused = False
    try:
        with town.session(OWNER, place) as session:
            _ = session.ask(message) if isinstance(message, Query) else session.do(message)
            raise Undo
    except Undo:
        pass
    except CommkitError as error:
        assert not isinstance(error, PluginError), error
        refused = True
    assert refused or counts(town) == before


class Undo(Exception):
    """Roll back."""


def test_a_record_of_a_plugin_can_be_loaded() -> None:
    kit = new_kit("sqlite://", Plugin([Feature("club.thing", records=(Limits,))]))
    assert kit.registry.records["Limits"] is Limits
