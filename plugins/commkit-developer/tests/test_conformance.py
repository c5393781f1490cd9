"""The rules that every plugin keeps, checked on this one."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM, Context, Invalid, Kit, MemberId
from commkit.members import AddMember, AssignRole
from commkit.posts import CreateReply, Post, PostId
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES, create_thread, remove_post
from commkit.testing.offer_checks import find_wrong_offers, offered_about_post
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_developer import (
    BountyId,
    BountySettings,
    ClaimReview,
    ConversionId,
    ConvertToAnswer,
    Developer,
    FixVerdict,
    IssueDraft,
    IssueId,
    IssueSnapshot,
    LinkIssue,
    OfferBounty,
    PostReviewId,
    ReadBounty,
    RecordIssue,
    ReviewQueue,
    SuggestedEditId,
    SuggestEdit,
    VoteToClose,
)
from commkit_developer.jobs import TellThread
from tests.plugin_checks import question_permissions


def _suggest(scenario: Scenario, post: PostId, by: str) -> SuggestedEditId:
    return scenario.do(by, SuggestEdit(post=post, version=1, body="It works again.", reason="Clearer.")).id


def _suggested(scenario: Scenario, actor: str) -> SuggestedEditId:
    """An edit that somebody else suggests, of a post of this actor: whose post it is decides who may decide."""
    suggester = f"suggester-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(suggester))
    return _suggest(scenario, create_thread(scenario, actor), by=suggester)


def _own_suggestion(scenario: Scenario, actor: str) -> SuggestedEditId:
    """An edit that this actor suggests, as a member, of a post of somebody else."""
    member = scenario.member(actor)
    scenario.do(SYSTEM, AssignRole(member, "member"))
    edit = _suggest(scenario, create_thread(scenario, "creator"), by=actor)
    scenario.do(SYSTEM, AssignRole(member, "owner"))
    return edit


def _closed(scenario: Scenario, actor: str) -> PostId:
    question = create_thread(scenario, actor)
    scenario.do(actor, VoteToClose(question, OFF_TOPIC))
    return question


def _offered(scenario: Scenario, actor: str) -> BountyId:
    """A bounty of this actor for a question of somebody else."""
    return scenario.do(actor, OfferBounty(create_thread(scenario, "creator"), 10)).id


def _answer(scenario: Scenario, actor: str) -> PostId:
    """An answer by this actor to a question of somebody else."""
    return scenario.do(actor, CreateReply(create_thread(scenario, "creator"), "Read the first chapter.")).id


def _comment(scenario: Scenario, actor: str) -> PostId:
    question = create_thread(scenario, "creator")
    return scenario.do(actor, CreateReply(question, "Read the first chapter.", kind="comment")).id


def _converted(scenario: Scenario, actor: str) -> ConversionId:
    return scenario.do(actor, ConvertToAnswer(_comment(scenario, actor), "It answers.")).id


def _claimed(scenario: Scenario, actor: str) -> PostReviewId:
    """A first post that this actor was given to review."""
    newcomer = f"newcomer-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(newcomer))
    create_thread(scenario, newcomer)
    return scenario.do(actor, ClaimReview(ReviewQueue.FIRST_POSTS)).id


def _answer_to_bounty(cell: MatrixCell) -> PostId:
    """An answer by a newcomer: nobody wins their own bounty."""
    question = cell.scenario.ask(SYSTEM, ReadBounty(cell.fields["bounty"])).question
    answerer = f"answerer-{uuid4().hex}"
    cell.scenario.do(SYSTEM, AddMember(answerer))
    return cell.scenario.do(answerer, CreateReply(question, "Read the first chapter.")).id


class Bank:
    """A bank in which everybody earned enough."""

    def earned(self, context: Context, member: MemberId) -> int:
        return 1_000_000


class Bugs:
    """A tracker whose keys are all words of letters and digits."""

    def key_of(self, address: str) -> str:
        if not address.isalnum() or not address.isascii():
            raise Invalid.field("address", "no_issue", "give letters and digits")
        return address

    def open(self, draft: IssueDraft, *, request: str) -> IssueSnapshot:
        return self.read(request.replace("-", ""))

    def read(self, key: str) -> IssueSnapshot:
        return IssueSnapshot(key=key, url=BUG["url"], title=key, state="open", private=False, revision=1)

    def tell_verdict(self, key: str, verdict: FixVerdict, *, request: str) -> None:
        pass


BUG = {"url": "https://bugs.example/7", "title": "It fails"}


def _linked(scenario: Scenario, actor: str) -> PostId:
    """A question of this actor that is about an issue."""
    question = create_thread(scenario, actor)
    scenario.do(SYSTEM, LinkIssue(question, f"B{uuid4().hex}"))
    return question


def _issue(scenario: Scenario, actor: str) -> IssueId:
    """An issue that all may see."""
    key = f"B{uuid4().hex}"
    linked = scenario.do(SYSTEM, LinkIssue(create_thread(scenario, actor), key))
    scenario.do(SYSTEM, RecordIssue(key=key, state="open", private=False, revision=1, **BUG))
    return linked.issue.id


def _asked(scenario: Scenario, actor: str) -> PostId:
    """A question of this actor that a release may solve."""
    question = create_thread(scenario, actor)
    key = f"B{uuid4().hex}"
    scenario.do(SYSTEM, LinkIssue(question, key))
    scenario.do(SYSTEM, RecordIssue(key=key, state="closed", release="2.1", revision=1, **BUG))
    scenario.do(SYSTEM, TellThread(question))
    return question


BOUNTIES = BountySettings(min_amount=10, min_question_age=timedelta())
OFF_TOPIC = "developer.off_topic"
_THREAD = Fixture(create_thread, removed=remove_post)
REVIEWERS = {"maintainer": "any", "steward": "any"}
STAFF = {"maintainer": "any+removed", "steward": "any+removed"}


class TestDeveloper(PluginConformance):
    plugin = staticmethod(lambda: Developer(points=Bank(), bounties=BOUNTIES, tracker=Bugs()))
    type = "developer"
    sample_values: ClassVar[Any] = {
        "kind": ("question", "answer", "comment"),
        "state": ("open", "waiting", "closed"),
        "title": ("Build fails on 3.13",),
        "body": ("It worked yesterday, what has changed?",),
        "reaction": ("up", "down", "bookmark"),
        "version": (1, 2),
        "base": (1, 2),
        "reason": (OFF_TOPIC, "developer.duplicate"),
        "amount": (10, 20),
        "address": ("B1", "B2"),
        "key": ("B1", "B2"),
        "keys": (("B1",), ("B1", "B2")),
        "url": (BUG["url"],),
        "release": ("", "2.1"),
        "revision": (1, 2, 3),
    }
    # What it builds on is tried here, too: its type grants that to maintainers.
    features = (
        "qa.questions",
        "developer.votes",
        "developer.reproduction",
        "developer.suggested_edits",
        "developer.retagging",
        "developer.closing",
        "developer.bounties",
        "developer.licences",
        "developer.conversions",
        "developer.tracker",
        "developer.reviews",
    )
    expected_permissions: ClassVar[Any] = {
        **question_permissions("maintainer"),
        "developer.read_vote_quota": allowed(member="any"),
        "developer.read_question_template": allowed(visitor="any"),
        "developer.suggest_edit": allowed(
            member="others", maintainer="no", steward="no", system="no", given={"body": "It works again."}
        ),
        "developer.rewrite_suggested_edit": allowed(
            member="own", given={"edit": Fixture(_own_suggestion), "base": 1, "body": "It works."}
        ),
        "developer.withdraw_suggested_edit": allowed(member="own", given={"edit": Fixture(_own_suggestion)}),
        "developer.approve_suggested_edit": allowed(member="own", **REVIEWERS),
        "developer.improve_suggested_edit": allowed(member="own", **REVIEWERS, given={"title": "It fails"}),
        "developer.reject_suggested_edit": allowed(member="own", **REVIEWERS),
        "developer.read_suggested_edit": allowed(member="own", **REVIEWERS),
        "developer.list_suggested_edits": allowed(member="any"),
        "developer.read_edit_numbers": allowed(**REVIEWERS),
        "developer.vote_to_close": allowed(
            member="own",
            maintainer="any+removed",
            steward="any+removed",
            system="no",
            given={"reason": OFF_TOPIC},
        ),
        "developer.vote_to_reopen": allowed(
            member="own",
            maintainer="any+removed",
            steward="any+removed",
            system="no",
            given={"question": Fixture(_closed, removed=remove_post)},
        ),
        "developer.retract_closing_vote": allowed(
            member="any", maintainer="any+removed", steward="any+removed", system="no"
        ),
        "developer.read_closing": allowed(visitor="any", maintainer="any+removed", steward="any+removed"),
        "developer.list_close_reasons": allowed(visitor="any"),
        "developer.read_closing_numbers": allowed(**REVIEWERS),
        "developer.claim_review": allowed(**REVIEWERS, system="no", given={"queue": "first_posts"}),
        "developer.release_review": allowed(member="own", system="no"),
        "developer.decide_review": allowed(
            maintainer="own", steward="own", system="no", given={"verdict": "fine", "reason": ""}
        ),
        "developer.list_review_queues": allowed(member="any"),
        "developer.list_reviews": allowed(member="any"),
        "developer.read_review_numbers": allowed(**REVIEWERS),
        "developer.offer_bounty": allowed(
            member="any", maintainer="any+removed", steward="any+removed", system="no", given={"amount": 10}
        ),
        "developer.award_bounty": allowed(member="own", given={"answer": _answer_to_bounty}),
        "developer.cancel_bounty": allowed(steward="any"),
        "developer.read_bounty": allowed(visitor="any"),
        "developer.list_open_bounties": allowed(visitor="any"),
        "developer.list_question_bounties": allowed(
            visitor="any", maintainer="any+removed", steward="any+removed"
        ),
        "developer.read_points_balance": allowed(member="any", system="no"),
        "developer.read_bounty_numbers": allowed(**REVIEWERS),
        "developer.list_licences": allowed(visitor="any"),
        "developer.read_licence_numbers": allowed(**REVIEWERS),
        "developer.convert_to_answer": allowed(member="own", **REVIEWERS, given={"post": Fixture(_comment)}),
        "developer.convert_to_comment": allowed(member="own", **REVIEWERS, given={"post": Fixture(_answer)}),
        "developer.undo_conversion": allowed(member="own", **REVIEWERS),
        "developer.list_conversions": allowed(
            member="any",
            maintainer="any+removed",
            steward="any+removed",
            given={"thread": Fixture(create_thread, removed=remove_post)},
        ),
        "developer.retag_post": allowed(
            member="own", **REVIEWERS, given={"post": Fixture(create_thread), "tags": ("caching",)}
        ),
        "developer.read_conversion_numbers": allowed(**REVIEWERS),
        "developer.keep_edit": allowed(system="any", archived=True),
        "developer.expire_bounty": allowed(system="any", archived=True),
        "developer.open_issue": allowed(**STAFF),
        "developer.link_issue": allowed(**STAFF, given={"address": "B7"}),
        "developer.unlink_issue": allowed(**STAFF, given={"question": Fixture(_linked, removed=remove_post)}),
        "developer.refresh_issue": allowed(**REVIEWERS),
        "developer.confirm_fix": allowed(
            member="own",
            maintainer="own+removed",
            steward="own+removed",
            system="any+removed",
            given={"question": Fixture(_asked, removed=remove_post)},
        ),
        "developer.record_issue": allowed(system="any", given={"key": "B7", **BUG, "state": "open"}),
        "developer.record_release": allowed(system="any", given={"version": "2.1", "keys": ("B7",)}),
        "developer.record_issue_failed": allowed(system="any"),
        "developer.tell_thread": allowed(system="any+removed", given={"question": Fixture(_linked)}),
        "developer.read_issue": allowed(visitor="any"),
        "developer.read_thread_issue": allowed(
            visitor="any", maintainer="any+removed", steward="any+removed"
        ),
        "developer.read_issue_draft": allowed(**STAFF),
        "developer.read_tracker_numbers": allowed(**REVIEWERS),
    }

    fixtures: ClassVar[Any] = {
        "edit": Fixture(_suggested),
        "bounty": Fixture(_offered),
        "conversion": Fixture(_converted),
        "issue": Fixture(_issue),
        "review": Fixture(_claimed),
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
