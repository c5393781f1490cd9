"""The rules that every plugin keeps, checked on this one."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Select, and_, bindparam, literal, select

from commkit import SYSTEM, CommunityType, Kit
from commkit.communities import UpdateSettings
from commkit.members import AddMember
from commkit.posts import CreateReply, Post, post
from commkit.storage import Id
from commkit.testing.conformance import PluginConformance
from commkit.testing.contexts import context_of
from commkit.testing.counters import CounterCheck
from commkit.testing.fixtures import CORE_FIXTURES, create_thread, remove_post
from commkit.testing.offer_checks import find_wrong_offers, offered_about_post
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_qa import AcceptAnswer
from commkit_support import (
    AssignQuestion,
    CheckScope,
    CloseKnownIssue,
    CreateSavedReply,
    Evidence,
    HandoffBundle,
    HandoffReceipt,
    HoldAnswer,
    LedgerEntry,
    LedgerEntryId,
    LinkQuestion,
    OfferHandoff,
    OpenKnownIssue,
    Priority,
    ReadScopeCharter,
    RecordHandoffAnswered,
    ScopeTopic,
    Support,
)
from commkit_support.deflection.statements import ADD
from commkit_support.tables import clock
from tests.plugin_checks import question_permissions

FAR, PAST = datetime(2100, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)


class Desk:
    """A help desk that accepts everything."""

    def offer(self, bundle: HandoffBundle, *, delivery_id: str) -> HandoffReceipt:
        return HandoffReceipt()


def _runs_while_open(_: CommunityType) -> Select[Any]:
    """The clock of a question runs exactly while the question is open and not removed."""
    runs = clock.c.paused_since.is_(None)
    is_open = and_(post.c.state == literal("open"), post.c.removed_at.is_(None), post.c.parent.is_(None))
    joined = clock.join(post, (post.c.community_id == clock.c.community_id) & (post.c.id == clock.c.question))
    return (
        select(clock.c.question, runs, is_open)
        .select_from(joined)
        .where(clock.c.community_id == bindparam("community_id", type_=Id))
    )


def _handed_over(scenario: Scenario, actor: str) -> UUID:
    return scenario.do(actor, OfferHandoff(create_thread(scenario, actor), "Nobody here knows.")).id


def _answered(scenario: Scenario, actor: str) -> UUID:
    return scenario.do(actor, RecordHandoffAnswered(_handed_over(scenario, actor), "Install 3.14.")).id


def _assigned(scenario: Scenario, actor: str) -> UUID:
    question = create_thread(scenario, actor)
    scenario.do(SYSTEM, AssignQuestion(question, scenario.member(actor)))
    return question


def _answer_of_another(cell: MatrixCell) -> UUID:
    return cell.scenario.do(SYSTEM, CreateReply(create_thread(cell.scenario, "creator"), "Read it.")).id


def _new_member(cell: MatrixCell) -> UUID:
    return cell.scenario.do(SYSTEM, AddMember(f"new-{uuid4().hex}")).id


def _saved(scenario: Scenario, actor: str) -> UUID:
    return scenario.do(actor, CreateSavedReply("Restart", "Hello {{asker}}, restart it.")).id


def _saved_in(cell: MatrixCell) -> UUID:
    return _saved(cell.scenario, "creator")


def _solved(scenario: Scenario, actor: str) -> UUID:
    question = create_thread(scenario, actor)
    answer = scenario.do(SYSTEM, CreateReply(question, "Read the first chapter."))
    scenario.do(SYSTEM, AcceptAnswer(question, answer.id))
    return question


def _issue(scenario: Scenario, actor: str) -> UUID:
    return scenario.do(SYSTEM, OpenKnownIssue("It is slow", "We look into it.")).id


def _issue_in(cell: MatrixCell) -> UUID:
    return _issue(cell.scenario, "creator")


def _linked(scenario: Scenario, actor: str) -> UUID:
    question = create_thread(scenario, actor)
    scenario.do(SYSTEM, LinkQuestion(question, _issue(scenario, actor)))
    return question


def _closed_issue(scenario: Scenario, actor: str) -> UUID:
    issue = _issue(scenario, actor)
    scenario.do(SYSTEM, LinkQuestion(create_thread(scenario, "creator"), issue))
    scenario.do(SYSTEM, CloseKnownIssue(issue, "It is mended."))
    return issue


def _in_window(scenario: Scenario, actor: str) -> UUID:
    """A question of a member who is not staff, while answers of staff wait; from here on they do."""
    scenario.do("creator", UpdateSettings("support.yielding", {"window": "P1D"}))
    asker = f"asker-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(asker))
    return create_thread(scenario, asker)


_HELD_BELOW: dict[UUID, UUID] = {}


def _held(scenario: Scenario, actor: str) -> UUID:
    question = _in_window(scenario, actor)
    held = scenario.do(actor, HoldAnswer(question, "Read the first chapter.")).id
    _HELD_BELOW[held] = question
    return held


def _answer_beside(cell: MatrixCell) -> UUID:
    return cell.scenario.do(SYSTEM, CreateReply(_HELD_BELOW[cell.fields["held"]], "Read it.")).id


def _booked(scenario: Scenario, actor: str) -> UUID:
    """An entry about this actor, as they would be booked who have no tickets."""
    entry = LedgerEntry(
        id=LedgerEntryId(uuid4()),
        question=create_thread(scenario, "creator"),
        member=scenario.member(actor),
        turn=1,
        community=1,
        help_desk=-1,
        evidence=Evidence.READER_CONFIRMED,
        answer=None,
        issue=None,
        at=FAR,
        final_at=FAR,
        because=None,
        ticket=None,
    )
    with scenario.kit.session(SYSTEM, scenario.community.id) as session:
        context_of(session).run(ADD, entry)
    return entry.id


def _told(scenario: Scenario, actor: str) -> UUID:
    offer = scenario.do(actor, CheckScope("Where is my refund?", "I paid twice.")).offer
    assert offer is not None
    return offer


def _topics(cell: MatrixCell) -> tuple[ScopeTopic, ...]:
    return cell.scenario.ask("creator", ReadScopeCharter(version=0)).topics


def _version(cell: MatrixCell) -> int:
    return cell.scenario.ask("creator", ReadScopeCharter()).version


HELD = Fixture(_held)
SAVED, ISSUE = Fixture(_saved), Fixture(_issue)
ASKER = allowed(member="own", agent="any+removed", steward="any+removed")
DESK = allowed(agent="any", steward="any")


class TestSupport(PluginConformance):
    plugin = staticmethod(lambda: Support(help_desk=Desk(), priorities=[Priority("urgent")]))
    type = "support"
    sample_values: ClassVar[Any] = {
        "kind": ("question", "answer", "comment"),
        "state": ("open", "waiting", "closed"),
        "title": ("Build fails on 3.13",),
        "body": ("It worked yesterday, what has changed?",),
        "reaction": ("up", "down", "thanks"),
        "ticket": ("https://desk.example/1",),
        "score": (1, 4, 5),
    }
    counters: ClassVar[Any] = (CounterCheck("support.clock_runs", _runs_while_open),)
    # What it builds on is tried here, too: its type grants that to agents.
    features = (
        "qa.questions",
        "support.handoff",
        "support.assignment",
        "support.endorsements",
        "support.experts",
        "support.saved_replies",
        "support.satisfaction",
        "support.known_issues",
        "support.clock",
        "support.yielding",
        "support.deflection",
        "support.charter",
    )
    expected_permissions: ClassVar[Any] = {
        **question_permissions("agent"),
        "support.read_handoff_bundle": DESK,
        "support.offer_handoff": ASKER,
        "support.record_handoff_accepted": DESK,
        "support.record_handoff_linked": allowed(
            agent="any", steward="any", given={"ticket": "https://desk.example/1"}
        ),
        "support.record_handoff_answered": DESK,
        "support.record_handoff_declined": DESK,
        "support.record_handoff_failed": DESK,
        "support.return_handoff_answer": allowed(system="any", given={"handoff": Fixture(_answered)}),
        "support.list_handoffs": ASKER,
        "support.check_clocks": allowed(system="any"),
        "support.assign_question": allowed(
            agent="any+removed", steward="any+removed", given={"member": _new_member}
        ),
        "support.take_question": allowed(agent="any+removed", steward="any+removed", system="no"),
        "support.unassign_question": allowed(
            member="own",
            agent="any+removed",
            steward="any+removed",
            given={"question": Fixture(_assigned, removed=remove_post)},
        ),
        "support.list_my_assignments": allowed(member="any", system="no"),
        "support.list_assignments": allowed(agent="any", steward="any+removed"),
        "support.list_experts": allowed(agent="any+removed", steward="any+removed"),
        "support.invite_expert": allowed(
            agent="any+removed", steward="any+removed", given={"member": _new_member}
        ),
        "support.endorse_answer": allowed(
            agent="any", steward="any", system="no", given={"answer": _answer_of_another}
        ),
        "support.withdraw_endorsement": allowed(
            member="any", agent="any+removed", steward="any+removed", system="no", archived=True
        ),
        "support.list_endorsements": allowed(visitor="any", agent="any+removed", steward="any+removed"),
        "support.create_saved_reply": allowed(agent="any", steward="any"),
        "support.update_saved_reply": allowed(
            agent="own", steward="any", given={"reply": SAVED, "version": 1}
        ),
        "support.delete_saved_reply": allowed(agent="own", steward="any", given={"reply": SAVED}),
        "support.use_saved_reply": allowed(
            agent="any+removed", steward="any+removed", given={"reply": _saved_in, "kind": None}
        ),
        "support.preview_saved_reply": allowed(
            agent="any+removed", steward="any+removed", given={"reply": _saved_in}
        ),
        "support.list_saved_replies": allowed(agent="any", steward="any"),
        "support.rate_solution": allowed(
            member="own",
            agent="own",
            steward="own",
            system="no",
            given={"question": Fixture(_solved), "score": 4},
        ),
        "support.read_satisfaction": allowed(agent="any", steward="any"),
        "support.list_rating_comments": allowed(agent="any", steward="any"),
        "support.open_known_issue": allowed(agent="any", steward="any"),
        "support.link_question": allowed(
            agent="any+removed", steward="any+removed", given={"issue": _issue_in}
        ),
        "support.unlink_question": allowed(
            agent="any+removed",
            steward="any+removed",
            given={"question": Fixture(_linked, removed=remove_post)},
        ),
        "support.tell_issue_status": allowed(agent="any", steward="any", given={"issue": ISSUE}),
        "support.close_known_issue": allowed(agent="any", steward="any", given={"issue": ISSUE}),
        "support.close_linked_questions": allowed(
            agent="any", steward="any", given={"issue": Fixture(_closed_issue)}
        ),
        "support.read_known_issue": allowed(visitor="any", given={"issue": ISSUE}),
        "support.list_known_issues": allowed(visitor="any"),
        "support.list_linked_questions": allowed(visitor="any", given={"issue": ISSUE}),
        "support.read_issue_of_question": allowed(visitor="any", agent="any+removed", steward="any+removed"),
        "support.hold_answer": allowed(
            agent="any+removed",
            steward="any+removed",
            system="no",
            given={"question": Fixture(_in_window, removed=remove_post)},
        ),
        "support.publish_held_answer": allowed(agent="own", steward="own", system="no", given={"held": HELD}),
        "support.withdraw_held_answer": allowed(
            agent="own", steward="own", system="no", given={"held": HELD}
        ),
        "support.yield_to_answer": allowed(
            agent="own", steward="own", system="no", given={"held": HELD, "answer": _answer_beside}
        ),
        "support.list_held_answers": allowed(agent="any+removed", steward="any+removed"),
        "support.read_yield_numbers": allowed(agent="any", steward="any"),
        "support.acknowledge_issue": allowed(
            member="own", agent="own", steward="own", given={"question": Fixture(_linked)}
        ),
        "support.record_ticket": allowed(
            agent="any", steward="any", given={"member": _new_member, "opened_at": PAST}
        ),
        "support.read_deflection": allowed(agent="any", steward="any"),
        "support.list_ledger_entries": allowed(agent="any", steward="any"),
        "support.explain_booking": allowed(
            member="own", agent="any", steward="any", given={"entry": Fixture(_booked)}
        ),
        "support.read_scope_charter": allowed(visitor="any"),
        "support.change_scope_charter": allowed(
            steward="any", given={"topics": _topics, "version": _version}
        ),
        "support.check_scope": allowed(member="any"),
        "support.publish_anyway": allowed(
            member="own", agent="own", steward="own", system="no", given={"offer": Fixture(_told)}
        ),
        "support.ask_help_desk": allowed(
            member="own", agent="own", steward="own", system="no", given={"offer": Fixture(_told)}
        ),
        "support.read_scope_offer": allowed(
            member="own", agent="any", steward="any", given={"offer": Fixture(_told)}
        ),
        "support.read_scope_numbers": allowed(agent="any", steward="any"),
        "support.set_priority": allowed(
            agent="any+removed", steward="any+removed", given={"priority": "urgent"}
        ),
        "support.list_unanswered_questions": allowed(member="any"),
        "support.read_clock": allowed(member="any", agent="any+removed", steward="any+removed"),
        "support.read_support_metrics": allowed(agent="any", steward="any"),
    }
    fixtures: ClassVar[Any] = {"handoff": Fixture(_handed_over)}

    def test_what_the_page_of_a_question_offers_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {Post: offered_about_post},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={
                "qa.accept_answer": {"runtime.invalid"},  # an answer to another question
                "support.use_saved_reply": {"support.yield_window"},  # as an answer; not as a comment
            },
        )
        assert not found, "\n".join(found)
