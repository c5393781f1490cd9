"""The rules that every plugin keeps, checked on this one, in a type that has nothing to do with support."""

from collections.abc import Iterable
from typing import Any, ClassVar

from attrs import evolve

from commkit import ChoiceField, CommunityType, Feature, Kit, Role, hookimpl
from commkit.posts import Post
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about_post
from commkit.testing.permissions import allowed
from commkit_qa import ANSWER, COMMENT, QUESTION, SETTLE_QUESTIONS, QuestionsAndAnswers
from tests.plugin_checks import (
    ANSWER_TO_CONFIRM,
    canonical_permissions,
    duplicate_permissions,
    freshness_permissions,
    question_permissions,
    release_permissions,
)

LEVEL = ChoiceField("level", choices=("first", "second"), personal=False, filterable=True)
COURSE = CommunityType(
    "course",
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
    post_kinds=(evolve(QUESTION, fields=(LEVEL,)), ANSWER, COMMENT),
    roles={"tutor": Role(grants=SETTLE_QUESTIONS | {"posts.read_removed"}, staff=True)},
)


class Course:
    """A plugin of a type that uses questions and answers."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield QuestionsAndAnswers

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("course.lessons", requires=("posts",))

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield COURSE


class TestQuestionsAndAnswers(PluginConformance):
    plugin = staticmethod(QuestionsAndAnswers)
    extra_plugins = (Course(),)
    type = "course"
    sample_values: ClassVar[Any] = {
        "kind": ("question", "answer", "comment"),
        "state": ("open", "waiting", "closed"),
        "title": ("What is a ring?",),
        "body": ("And what is a field?",),
        "version": ("1.4", "2.0.0-rc.1"),
        "product": ("product",),
        "field": ("level",),
    }
    expected_permissions: ClassVar[Any] = {
        **question_permissions("tutor"),
        **duplicate_permissions("tutor"),
        "qa.confirm_answer": allowed(
            member="any",
            steward="any+removed",
            tutor="any+removed",
            system="no",
            given={"answer": ANSWER_TO_CONFIRM},
        ),
        "qa.withdraw_confirmation": allowed(
            member="any", steward="any+removed", tutor="any+removed", system="no"
        ),
        "qa.list_confirmations": allowed(visitor="any", steward="any+removed", tutor="any+removed"),
        "qa.count_confirmations": allowed(visitor="any+removed"),
        "qa.read_fact_counts": allowed(steward="any", given={"field": "level"}),
        "qa.check_orphans": allowed(system="any"),
        "qa.list_orphans": allowed(member="any"),
        "qa.count_orphans": allowed(steward="any"),
        "qa.read_answer_times": allowed(steward="any"),
        **canonical_permissions("tutor"),
        **freshness_permissions("tutor"),
        **release_permissions(),
        "qa.list_similar_questions": allowed(visitor="any+removed"),
    }

    def test_what_the_page_of_a_question_offers_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {Post: offered_about_post},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures=CORE_FIXTURES,
            settings=self.settings,
            undecided={
                "qa.accept_answer": {"runtime.invalid"},  # an answer to another question
                "qa.confirm_duplicate": {"qa.no_proposal"},  # of another question
                "qa.reject_duplicate": {"qa.no_proposal"},
                "qa.mark_canonical": {"runtime.invalid"},  # an answer to another question
            },
        )
        assert not found, "\n".join(found)
