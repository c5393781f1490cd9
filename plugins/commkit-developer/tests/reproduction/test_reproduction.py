"""What a question about a fault must say, and what a form for one begins with."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Invalid
from commkit.communities import UpdateSettings
from commkit.fields import ReadFields
from commkit.posts import AddTagSynonym, CreateDraft, CreateThread, EditPost, PublishDraft
from commkit.rendering import render
from commkit_developer import ReadQuestionTemplate, ReproductionSettings
from commkit_developer.reproduction.feature import BODY_TEMPLATE
from commkit_developer.reproduction.policy import is_unfilled

FAULT = {"expected": "It prints 1.", "got": "It prints 2.", "steps": "Run it.", "version": "3.14.1"}
CODE = "It prints the wrong number:\n\n```python\nprint(1 + 1)\n```\n"


def bug(fields: dict[str, Any], tag: str = "bug", body: str = CODE) -> CreateThread:
    return CreateThread(kind="question", title="Wrong sum", body=body, tags=(tag,), fields=fields)


def test_a_question_about_a_fault_says_how_to_see_it(town: Any) -> None:
    question = town.do("ada", bug(FAULT))
    (found,) = town.ask("bob", ReadFields("post", (question.id,)))
    assert {name: found.values[name] for name in FAULT} == FAULT
    assert 'class="highlight"' in render(question.body)


@pytest.mark.parametrize("tag", ["bug", "Bug"])
def test_what_it_lacks_is_named_all_at_once(sqlite_town: Any, tag: str) -> None:
    with pytest.raises(Invalid) as caught:
        sqlite_town.do("ada", bug({"expected": " \n", "steps": "Run it."}, tag))
    assert caught.value.code == "developer.not_reproducible"
    assert [error.path for error in caught.value.errors] == ["fields.expected", "fields.got"]


def test_a_synonym_of_the_tag_and_a_draft_ask_for_the_same(sqlite_town: Any) -> None:
    town = sqlite_town
    town.do("ada", bug(FAULT))
    town.do("stew", AddTagSynonym("fault", "bug"))
    with town.refused("developer.not_reproducible", Invalid):
        town.do("ada", bug({}, "fault"))
    draft = town.do("ada", CreateDraft(kind="question", title="Wrong sum", body=CODE, tags=("bug",)))
    with town.refused("developer.not_reproducible", Invalid):
        town.do("ada", PublishDraft(draft.id))


def test_other_questions_are_asked_for_nothing(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.do("ada", bug({}, "style"))
    town.do("ada", EditPost(post=question.id, version=1, tags=("bug",)))  # as the settings say
    town.do("owner", UpdateSettings("developer.reproduction", {"required_for_tags": ()}))
    town.do("ada", bug({}))
    assert town.ask(None, ReadQuestionTemplate()).required_for_tags == ()


def test_a_text_that_says_nothing_beyond_the_template_is_refused(sqlite_town: Any) -> None:
    for body in (BODY_TEMPLATE, BODY_TEMPLATE.replace("\n\n", "\n\n\n") + " "):
        with pytest.raises(Invalid) as caught:
            sqlite_town.do("ada", bug(FAULT, body=body))
        assert [error.path for error in caught.value.errors] == ["body"]
    sqlite_town.do("ada", bug(FAULT, body=BODY_TEMPLATE + "I run it twice."))


def test_the_template_of_a_form(sqlite_town: Any) -> None:
    with sqlite_town.counted() as seen:
        template = sqlite_town.ask(None, ReadQuestionTemplate())
    assert len(seen) <= 2, seen  # the session's own
    assert template.body == BODY_TEMPLATE
    assert [(field.name, field.kind, field.required, field.for_tags) for field in template.fields] == [
        ("expected", "text", False, True),
        ("got", "text", False, True),
        ("steps", "text", False, True),
        ("version", "version", False, False),
        ("environment", "text", False, False),
        ("code_language", "text", False, False),
        ("licence", "choice", False, False),
    ]
    assert template.required_for_tags == ("bug",)
    with pytest.raises(Invalid):
        sqlite_town.ask("ada", ReadQuestionTemplate(kind="answer"))


def test_settings_have_bounds() -> None:
    for wrong, path in (
        (ReproductionSettings, {"required_for_tags": ("Bug Report",)}),
        (ReproductionSettings, {"required_for_tags": tuple(f"tag-{number}" for number in range(51))}),
        (ReproductionSettings, {"body_template": "x" * 10_001}),
    ):
        with pytest.raises(Invalid) as caught:
            wrong(**path)
        assert [error.path for error in caught.value.errors] == list(path)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_template_is_unfilled_exactly_while_no_word_was_changed(template: str, more: str) -> None:
    assert is_unfilled(template + " \n", template) == bool(template.split())
    assert not is_unfilled(f"{template} {more}", template) or not more.split()
