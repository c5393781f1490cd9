"""A community of a type of its own with questions and answers, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest
from attrs import evolve

from commkit import CommunityType, PostKind, Role, TextField
from commkit.communities import CreateCommunity
from commkit.posts import ListThreads, Post, PostId, ThreadOrder, ViewThread
from commkit_qa import (
    ANSWER,
    CODE_LANGUAGE,
    COMMENT,
    ENVIRONMENT,
    QUESTION,
    SETTLE_QUESTIONS,
    VERSION,
    ConfirmDuplicate,
    MarkDuplicate,
    QuestionsAndAnswers,
    ReadRedirects,
    Redirect,
    product_area,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

FACTS = (
    product_area("build", "docs"),
    VERSION,
    ENVIRONMENT,
    CODE_LANGUAGE,
    TextField("nickname"),  # nobody can list by it
)
STUDY = CommunityType(
    "study",
    features=(
        "posts",
        "qa.questions",
        "qa.similar",
        "qa.confirmations",
        "qa.timing",
        "qa.duplicates",
        "qa.facts",
        "qa.orphans",
        "qa.canonical",
        "qa.freshness",
        "qa.releases",
    ),
    post_kinds=(
        evolve(QUESTION, fields=FACTS),
        PostKind(name="note", opens=True, replies=("comment",)),
        ANSWER,
        COMMENT,
    ),
    roles={"tutor": Role(grants=SETTLE_QUESTIONS | {"posts.read_removed"}, staff=True)},
)
"""A type that has nothing to do with support."""


class Town(PluginTown):
    """One community `study`: tia is a tutor; options are those of `QuestionsAndAnswers`."""

    community = CreateCommunity(
        "study",
        type="study",
        title="Study",
        purpose="Learn together",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "qa"
    staff: ClassVar[dict[str, str]] = {"tia": "tutor"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [QuestionsAndAnswers(**options)], "types": [STUDY]}

    def unanswered(self) -> list[PostId]:
        """The open questions without an answer."""
        return [
            thread.id
            for thread in self.ask("bob", ListThreads(states=("open",), order=ThreadOrder.UNANSWERED)).items
        ]

    def confirm(self, question: Post, of: Post, *, by: Any = "tia") -> None:
        self.do(by, ConfirmDuplicate(question.id, of.id))

    def duplicate(self, question: Post, of: Post, *, by: Any = "tia") -> None:
        """Mark a question as a duplicate, and agree."""
        self.do(by, MarkDuplicate(question.id, of.id))
        self.confirm(question, of, by=by)

    def read_redirects(self, *questions: PostId, by: Any = "bob") -> tuple[Redirect, ...]:
        found: tuple[Redirect, ...] = self.ask(by, ReadRedirects(questions))
        return found

    def redirects(self, *questions: PostId, by: Any = "bob") -> dict[PostId, PostId]:
        """Where the readers of some questions are sent."""
        return {found.question: found.to for found in self.read_redirects(*questions, by=by)}

    def marks(self, question: PostId, *, by: Any = "bob") -> set[str]:
        """What this plugin marks a question with."""
        marks = self.ask(by, ViewThread(question, rendered=False)).thread.marks
        return {mark for mark in marks if mark.startswith("qa.")}


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
