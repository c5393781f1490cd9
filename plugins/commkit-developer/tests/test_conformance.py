"""The rules that every plugin keeps, checked on this one."""

from typing import Any, ClassVar

from commkit import Kit
from commkit.posts import Post
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about_post
from commkit.testing.permissions import allowed
from commkit_developer import Developer
from tests.plugin_checks import question_permissions


class TestDeveloper(PluginConformance):
    plugin = staticmethod(Developer)
    type = "developer"
    sample_values: ClassVar[Any] = {
        "kind": ("question", "answer", "comment"),
        "state": ("open", "waiting", "closed"),
        "title": ("Build fails on 3.13",),
        "body": ("It worked yesterday, what has changed?",),
        "reaction": ("up", "down", "bookmark"),
    }
    # What it builds on is tried here, too: its type grants that to maintainers.
    features = ("qa.questions", "developer.votes", "developer.reproduction")
    expected_permissions: ClassVar[Any] = {
        **question_permissions("maintainer"),
        "developer.read_vote_quota": allowed(member="any"),
        "developer.read_question_template": allowed(visitor="any"),
    }

    def test_what_the_page_of_a_question_offers_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {Post: offered_about_post},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={"qa.accept_answer": {"runtime.invalid"}},  # an answer to another question
        )
        assert not found, "\n".join(found)
