"""The rules that every plugin keeps, checked on this one."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from time import sleep
from typing import Any, ClassVar
from uuid import uuid4

from attrs import evolve
from sqlalchemy import insert, select

from commkit import SYSTEM, Kit, MemberId
from commkit.events import CreateEvent, EventId
from commkit.feedback import SuggestionId
from commkit.members import AddMember, group_member
from commkit.notifications import ListInbox
from commkit.posts import CreateThread, PostId
from commkit.testing.conformance import PluginConformance
from commkit.testing.conformance.suite import ConformanceSuite
from commkit.testing.contexts import context_of
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.permission_matrix import MatrixCell, find_deviations
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import CREATOR, Scenario
from commkit.testing.schema_checks import schema_differences
from commkit_articles import ApproveArticle, ArticleId, CreateArticle, PublishArticle, SubmitArticle
from commkit_internal import (
    AddIdeaEvaluator,
    AddPlanTask,
    AnniversaryId,
    AssignTask,
    AudienceId,
    CircleId,
    CircleJoinPolicy,
    CompleteTask,
    CreateOnboardingPlan,
    CreateUnit,
    CriterionDraft,
    DirectoryUnitSettings,
    EscalationId,
    Frequency,
    GiveKudos,
    Idea,
    IdeaCallId,
    Internal,
    KudosId,
    LegalHoldId,
    LinkNotice,
    LinkObject,
    ListOnboardings,
    MarkMustRead,
    MeetingDecision,
    MeetingDecisionId,
    MeetingTaskId,
    MinutesId,
    MustReadId,
    ObjectCard,
    ObjectChange,
    ObjectEvent,
    ObjectLinkId,
    ObjectReader,
    ObjectReference,
    OnboardingId,
    OnboardingPlanId,
    OnboardingTaskId,
    OpenAudience,
    OpenIdeaCall,
    OpenLegalHold,
    PlaceMember,
    PlanTaskId,
    ReadMustRead,
    ReadOnboarding,
    RecordDecision,
    RecurrenceId,
    SetRecurrence,
    SetRetention,
    ShareAnniversary,
    StartCircle,
    StartMinutes,
    StartOnboarding,
    SubmitIdea,
    UnitId,
)
from commkit_internal.business_objects import statements as object_sql
from commkit_internal.idea_calls import statements as sql
from commkit_internal.jobs import RemindReaders
from commkit_internal.tables import circle, metadata

LATER = datetime(2031, 1, 1, tzinfo=UTC)


def _somebody(scenario: Scenario) -> MemberId:
    return scenario.do(SYSTEM, AddMember(f"somebody-{uuid4().hex}")).id


def _colleague(cell: MatrixCell) -> MemberId:
    return _somebody(cell.scenario)


def _unit(scenario: Scenario, actor: str) -> UnitId:
    return scenario.do(SYSTEM, CreateUnit(f"Unit {uuid4().hex}")).id


def _lower_unit(scenario: Scenario, actor: str) -> UnitId:
    return scenario.do(SYSTEM, CreateUnit(f"Unit {uuid4().hex}", parent=_unit(scenario, actor))).id


def _kudos(scenario: Scenario, actor: str) -> KudosId:
    return scenario.do(actor, GiveKudos(_somebody(scenario), "care", "Thank you.")).id


def _draft(scenario: Scenario, actor: str) -> ArticleId:
    return scenario.do(actor, CreateArticle(title="Travel", body="By train.", kind="announcement")).id


def _published(scenario: Scenario, actor: str) -> ArticleId:
    article = _draft(scenario, actor)
    scenario.do(actor, SubmitArticle(article, 1))
    scenario.do(SYSTEM, ApproveArticle(article, 1))
    scenario.do(SYSTEM, PublishArticle(article))
    return article


def _post(scenario: Scenario, actor: str) -> PostId:
    article = _draft(scenario, actor)
    scenario.do(actor, SubmitArticle(article, 1))
    scenario.do(SYSTEM, ApproveArticle(article, 1))
    return scenario.do(SYSTEM, PublishArticle(article)).id


def _must_read(scenario: Scenario, actor: str) -> PostId:
    post = _post(scenario, actor)
    scenario.do(SYSTEM, MarkMustRead(post, LATER, 1))
    return post


def _must_read_id(scenario: Scenario, actor: str) -> MustReadId:
    return scenario.ask(actor, ReadMustRead(_must_read(scenario, actor))).id


def _audience(scenario: Scenario, actor: str) -> AudienceId:
    return scenario.do(SYSTEM, OpenAudience(units=(_unit(scenario, actor),))).id


def _recurrence(scenario: Scenario, actor: str) -> RecurrenceId:
    command = SetRecurrence(_draft(scenario, actor), Frequency.WEEKLY, "2100-01-04T09:00", "Europe/Vienna")
    return scenario.do(actor, command).id


def _escalation(scenario: Scenario, actor: str) -> EscalationId:
    """What a manager was told of: somebody whom they lead has not acknowledged an announcement in time."""
    unit = scenario.do(SYSTEM, CreateUnit(f"Unit {uuid4().hex}", manager=scenario.member(actor))).id
    scenario.do(SYSTEM, PlaceMember(_somebody(scenario), unit))
    post = _post(scenario, actor)
    must = scenario.do(SYSTEM, MarkMustRead(post, scenario.clock() + timedelta(milliseconds=5), 1))
    sleep(0.02)  # until it is due
    scenario.do(SYSTEM, RemindReaders(must.id, 1))
    inbox = scenario.ask(actor, ListInbox(limit=100)).items
    return next(item.object for item in inbox if item.kind == "internal.must_read_overdue")


def _call(scenario: Scenario, actor: str) -> IdeaCallId:
    now = scenario.clock()
    call = OpenIdeaCall(
        title="Save energy",
        purpose="What wastes it?",
        criteria=(CriterionDraft("Effect"),),
        collect_until=now + DAY,
        evaluate_until=now + 2 * DAY,
        report_within=DAY,
        evaluators=(_somebody(scenario),),
    )
    return scenario.do(actor, call).id


def _idea(scenario: Scenario, actor: str) -> SuggestionId:
    """An idea of a call of this actor."""
    return scenario.do(actor, SubmitIdea(_call(scenario, actor), "Turn it off")).id


def _set_state(scenario: Scenario, call: IdeaCallId, state: str) -> None:
    """Bring a call into a state that only time brings about."""
    with scenario.kit.session(SYSTEM, scenario.community.slug) as session:
        context_of(session).run(
            sql.SET_STATE, id=call, expected="collecting", new_state=state, new_reported_at=None
        )


def _call_in(state: str, scenario: Scenario, actor: str) -> IdeaCallId:
    call = _call(scenario, actor)
    _set_state(scenario, call, state)
    return call


def _to_decide(scenario: Scenario, actor: str) -> SuggestionId:
    call = _call(scenario, actor)
    idea = scenario.do(actor, SubmitIdea(call, "Turn it off")).id
    _set_state(scenario, call, "deciding")
    return idea


def _to_mark(cell: MatrixCell) -> SuggestionId:
    """An idea of somebody else, in a call whose ideas the sender marks."""
    scenario = cell.scenario
    call = _call(scenario, CREATOR)
    idea = scenario.do(CREATOR, SubmitIdea(call, "Turn it off")).id
    if cell.role in ("member", "legal", "people_partner", "directory", "steward", "owner"):
        scenario.do(CREATOR, AddIdeaEvaluator(call, scenario.member(cell.role)))
    _set_state(scenario, call, "evaluating")
    return idea


def _other_idea(cell: MatrixCell) -> SuggestionId:
    """Another idea of the same call."""
    scenario = cell.scenario
    with scenario.kit.session(SYSTEM, scenario.community.slug) as session:
        call = context_of(session).get(Idea, cell.fields["idea"]).call
    return scenario.do(CREATOR, SubmitIdea(call, "Walk")).id


def _days_ahead(days: int) -> Callable[[MatrixCell], datetime]:
    return lambda cell: cell.scenario.clock() + days * DAY


DAY = timedelta(days=1)


def _plan(scenario: Scenario, actor: str) -> OnboardingPlanId:
    plan = scenario.do(SYSTEM, CreateOnboardingPlan("First weeks")).id
    scenario.do(SYSTEM, AddPlanTask(plan, "Get a key"))
    return plan


def _plan_task(scenario: Scenario, actor: str) -> PlanTaskId:
    return scenario.do(SYSTEM, AddPlanTask(_plan(scenario, actor), "Get a key")).id


def _onboarding(scenario: Scenario, actor: str) -> OnboardingId:
    """The one in which the actor is the newcomer."""
    member = scenario.member(actor)
    for running in scenario.ask(SYSTEM, ListOnboardings(limit=100)).items:
        if running.member == member:
            return running.id
    return scenario.do(SYSTEM, StartOnboarding(member, _plan(scenario, actor))).id


def _helped(scenario: Scenario, actor: str) -> OnboardingId:
    """One in which the actor is the buddy."""
    newcomer, plan = _somebody(scenario), _plan(scenario, actor)
    return scenario.do(SYSTEM, StartOnboarding(newcomer, plan, buddy=scenario.member(actor))).id


def _onboarding_task(scenario: Scenario, actor: str) -> OnboardingTaskId:
    return scenario.ask(SYSTEM, ReadOnboarding(_onboarding(scenario, actor))).tasks[0].id


def _anniversary(scenario: Scenario, actor: str) -> AnniversaryId:
    return scenario.do(actor, ShareAnniversary(date(2020, 3, 5))).id


def _tag(cell: MatrixCell) -> str:
    """A tag that a thread has."""
    cell.scenario.do(
        "owner", CreateThread(kind="topic", title="Snakes", body="All of them.", tags=("python",))
    )
    return "python"


def _circle(scenario: Scenario, actor: str) -> CircleId:
    """An open circle of somebody else."""
    key = f"somebody-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(key))
    return scenario.do(key, StartCircle("Parents", join_policy=CircleJoinPolicy.OPEN)).id


def _own_circle(scenario: Scenario, actor: str) -> CircleId:
    """A circle that the actor is in: objects are made by owners, and an owner joins none."""
    made = _circle(scenario, actor)
    with scenario.kit.database.engine.begin() as connection:
        here, group = connection.execute(
            select(circle.c.community_id, circle.c.group).where(circle.c.id == made)
        ).one()
        row = {
            "community_id": here,
            "group": group,
            "member": scenario.member(actor),
            "at": scenario.kit.clock(),
        }
        connection.execute(insert(group_member).values(row))
    return made


def _hold(scenario: Scenario, actor: str) -> LegalHoldId:
    return scenario.do(SYSTEM, OpenLegalHold("Mill", "Somebody sues.")).id


class KnownObjects:
    """A business system in the process, which shows everything to everybody."""

    def read(self, objects: Sequence[ObjectReference], reader: ObjectReader) -> list[ObjectCard]:
        return [ObjectCard(kind=each.kind, key=each.key, title=each.key) for each in objects]

    def tell(self, notice: LinkNotice, *, request: str) -> None:
        return None

    def receive(self, headers: Mapping[str, str], body: bytes) -> ObjectEvent:
        return ObjectEvent("1", "deal", "D-7", ObjectChange.CHANGED)


def _link(scenario: Scenario, actor: str) -> ObjectLinkId:
    """A link that waits for the business system."""
    key = uuid4().hex
    thread = scenario.do(actor, CreateThread(kind="topic", title="Mill", body="It leaks."))
    scenario.do(actor, LinkObject(thread.id, "deal", key))
    with scenario.kit.session(SYSTEM, scenario.community.slug) as session:
        context = context_of(session)
        found = context.one(object_sql.LOCKED_BY_KEY, kind="deal", key=key)
        assert found is not None
        (link,) = context.rows(object_sql.OF_POST, object=found.id, post=thread.id)
    return link.id


SYSTEM_OF_ALL = KnownObjects()
DEAL = {"kind": "deal", "key": "D-7"}


def _event(scenario: Scenario, actor: str) -> EventId:
    """An event that the actor hosts, far ahead."""
    event = CreateEvent(
        title="Board", local_start="2100-01-04T10:00", local_end="2100-01-04T11:00", time_zone="UTC"
    )
    return scenario.do(actor, event).id


def _minutes(scenario: Scenario, actor: str) -> MinutesId:
    return scenario.do(actor, StartMinutes(_event(scenario, actor))).id


def _decision(scenario: Scenario, actor: str) -> MeetingDecisionId:
    return scenario.do(actor, RecordDecision(_minutes(scenario, actor), "We build.")).id


def _minutes_of_decision(cell: MatrixCell) -> MinutesId:
    """The minutes in which the decision stands."""
    with cell.scenario.kit.session(SYSTEM, cell.scenario.community.slug) as session:
        return context_of(session).get(MeetingDecision, cell.fields["decision"]).minutes


def _meeting_task(scenario: Scenario, actor: str) -> MeetingTaskId:
    """A task of the actor, in minutes of their own."""
    day = scenario.clock().date() + DAY
    minutes = _minutes(scenario, actor)
    return scenario.do(actor, AssignTask(minutes, "Ask", scenario.member(actor), day)).id


def _done_task(scenario: Scenario, actor: str) -> MeetingTaskId:
    task = _meeting_task(scenario, actor)
    scenario.do(actor, CompleteTask(task))
    return task


def _tomorrow(cell: MatrixCell) -> date:
    return cell.scenario.clock().date() + DAY


def _with_retention(cell: MatrixCell) -> str:
    cell.scenario.do(SYSTEM, SetRetention("topic", 365))
    return "topic"


def _new_path(cell: MatrixCell) -> tuple[str, ...]:
    return ("Acme", uuid4().hex)


LEGAL_ONLY = allowed(legal="any", system="any", archived=True)
LEGAL_READS = allowed(legal="any", system="any")
COLLEAGUES = {"member": "any", "legal": "no", "people_partner": "no", "steward": "no", "system": "no"}
MANAGERS = allowed(people_partner="any", steward="any", system="any")
READERS = allowed(member="any")
MUST_READ = Fixture(_must_read)


def desk(**given: Any) -> Any:
    """The desk of announcements, and the host."""
    return allowed(people_partner="any", steward="any", system="any", given=given)


def writers(**given: Any) -> Any:
    """The desk of announcements alone: the host is no author."""
    return allowed(people_partner="any", steward="any", system="no", given=given)


RUNNERS = allowed(member="own", people_partner="any", steward="any", system="any")
WORKER = allowed(system="any", archived=True)
IDEA = {"idea": Fixture(_idea)}
WORKER_INSIDE = allowed(system="any", given={"due_at": LATER})
WRITERS = allowed(member="own", steward="any", system="any")
STEWARDS = allowed(steward="any", system="any")
KEEPERS = allowed(people_partner="any", system="any")


class TestInternal(PluginConformance):
    plugin = partial(
        Internal,
        business_system=SYSTEM_OF_ALL,
        business_events=SYSTEM_OF_ALL,
        directory=DirectoryUnitSettings(managers=True),
    )
    type = "internal"
    sample_values: ClassVar[Any] = {
        "kind": ("topic", "announcement", "comment", "deal"),
        "objects": ((ObjectReference("deal", "D-7"),), ()),
        "value": ("care", "teamwork"),
        "name": ("Sales", "Marketing"),
        "parent": (None,),
        "manager": (None,),
        "criteria": ((CriterionDraft("Effect"),),),
        "marks": ((1,), (2,)),
        "interval": (1, 2),
        "days": (365, 730),
        "due_on": (date(2100, 1, 4), date(2100, 1, 5)),
        "path": (("Acme",), ("Acme", "Sales")),
    }
    fixtures: ClassVar[Any] = {
        "UnitId": Fixture(_unit),
        "KudosId": Fixture(_kudos),
        "LegalHoldId": Fixture(_hold),
        "ArticleId": Fixture(_draft),
        "PostId": Fixture(_post),
        "AudienceId": Fixture(_audience),
        "MustReadId": Fixture(_must_read_id),
        "RecurrenceId": Fixture(_recurrence),
        "EscalationId": Fixture(_escalation),
        "OnboardingPlanId": Fixture(_plan),
        "PlanTaskId": Fixture(_plan_task),
        "OnboardingId": Fixture(_onboarding),
        "OnboardingTaskId": Fixture(_onboarding_task),
        "AnniversaryId": Fixture(_anniversary),
        "CircleId": Fixture(_circle),
        "IdeaCallId": Fixture(_call),
        "ObjectLinkId": Fixture(_link),
        "EventId": Fixture(_event),
        "MinutesId": Fixture(_minutes),
        "MeetingDecisionId": Fixture(_decision),
        "MeetingTaskId": Fixture(_meeting_task),
    }
    expected_permissions: ClassVar[Any] = {
        "internal.create_unit": MANAGERS,
        "internal.rename_unit": MANAGERS,
        "internal.move_unit": allowed(
            people_partner="any",
            steward="any",
            system="any",
            given={"unit": Fixture(_lower_unit), "parent": None},
        ),
        "internal.set_unit_manager": MANAGERS,
        "internal.close_unit": MANAGERS,
        "internal.place_member": MANAGERS,
        "internal.end_placement": allowed(people_partner="any", steward="any+removed", system="any+removed"),
        "internal.read_unit": READERS,
        "internal.list_units": READERS,
        "internal.list_unit_versions": READERS,
        "internal.read_managers": allowed(member="any", steward="any+removed"),
        "internal.list_unit_members": READERS,
        "internal.list_placements": allowed(
            member="own", people_partner="any", steward="any+removed", system="any+removed"
        ),
        "internal.give_unit_to_directory": evolve(MANAGERS, given={"path": _new_path}),
        "internal.reread_directory": MANAGERS,
        "internal.list_directory_units": READERS,
        "internal.list_unplaced": MANAGERS,
        "internal.start_circle": allowed(**COLLEAGUES),
        "internal.join_circle": allowed(**COLLEAGUES),
        "internal.leave_circle": allowed(**COLLEAGUES, archived=True),
        "internal.invite_to_circle": allowed(
            **COLLEAGUES | {"member": "own"}, given={"circle": Fixture(_own_circle)}
        ),
        "internal.list_circles": allowed(member="any"),
        "internal.list_circle_members": allowed(
            **COLLEAGUES | {"member": "own"}, given={"circle": Fixture(_own_circle)}
        ),
        "internal.give_kudos": allowed(
            member="any", system="no", given={"receiver": _colleague, "value": "care"}
        ),
        "internal.withdraw_kudos": allowed(member="own", steward="any", archived=True),
        "internal.list_kudos": READERS,
        "internal.search_directory": READERS,
        "internal.read_directory_entry": allowed(member="any", system="any"),
        "internal.confirm_expertise": allowed(member="any", system="no", given={"topic": _tag}),
        "internal.deny_expertise": allowed(member="any", system="no", given={"topic": _tag}),
        "internal.withdraw_expertise": allowed(member="any", system="no", archived=True),
        "internal.endorse_expertise": allowed(
            member="any", system="no", given={"member": _colleague, "topic": _tag}
        ),
        "internal.withdraw_expertise_endorsement": allowed(
            member="any", system="no", archived=True, given={"member": _colleague}
        ),
        "internal.find_experts": READERS,
        "internal.list_topics_of": allowed(member="any", steward="any+removed"),
        "internal.list_my_standings": allowed(member="any", system="no"),
        "internal.create_onboarding_plan": KEEPERS,
        "internal.add_plan_task": KEEPERS,
        "internal.remove_plan_task": KEEPERS,
        "internal.close_onboarding_plan": KEEPERS,
        "internal.read_onboarding_plan": KEEPERS,
        "internal.list_onboarding_plans": KEEPERS,
        "internal.start_onboarding": allowed(
            people_partner="any", system="any", given={"member": _colleague, "buddy": None, "since": None}
        ),
        "internal.assign_buddy": allowed(people_partner="any", system="any", given={"buddy": None}),
        "internal.decline_buddy": allowed(
            member="own", system="no", archived=True, given={"onboarding": Fixture(_helped)}
        ),
        "internal.tick_onboarding_task": allowed(member="own", system="no"),
        "internal.untick_onboarding_task": allowed(member="own", system="no"),
        "internal.end_onboarding": KEEPERS,
        "internal.read_onboarding": allowed(member="own", people_partner="any", system="any"),
        "internal.list_onboardings": READERS,
        "internal.count_onboardings": KEEPERS,
        "internal.remind_newcomer": allowed(system="any"),
        "internal.share_anniversary": allowed(
            member="any", system="no", given={"joined_on": date(2020, 3, 5)}
        ),
        "internal.stop_sharing_anniversary": allowed(member="any", system="no", archived=True),
        "internal.read_my_anniversary": allowed(member="any", system="no"),
        "internal.list_anniversaries": READERS,
        "internal.tell_anniversary": allowed(system="any"),
        "internal.count_kudos": allowed(steward="any"),
        "internal.open_audience": desk(units=(), groups=(), roles=("member",)),
        "internal.create_announcement": writers(kind="announcement", units=(), groups=(), roles=()),
        "internal.list_audiences": desk(),
        "internal.mark_must_read": desk(due_at=LATER, version=1),
        "internal.end_must_read": allowed(
            people_partner="any", steward="any", system="any", archived=True, given={"post": MUST_READ}
        ),
        "internal.correct_announcement": desk(
            article=Fixture(_published), version=1, body="By train only.", material=False, due_at=None
        ),
        "internal.acknowledge_announcement": allowed(
            silenced="others", member="others", system="no", given={"post": MUST_READ, "version": 1}
        ),
        "internal.list_my_must_reads": allowed(silenced="any", member="any", system="no"),
        "internal.read_must_read": allowed(silenced="any", member="any", given={"post": MUST_READ}),
        "internal.list_acknowledgements": desk(post=MUST_READ),
        "internal.list_missing_readers": desk(post=MUST_READ),
        "internal.count_acknowledgements": desk(post=MUST_READ),
        "internal.export_acknowledgements": desk(post=MUST_READ),
        "internal.read_overdue_readers": allowed(member="own", system="no"),
        "internal.remind_readers": allowed(system="any"),
        "internal.set_recurrence": writers(
            frequency=Frequency.WEEKLY, first="2100-01-04T09:00", time_zone="Europe/Vienna", interval=1
        ),
        "internal.end_recurrence": desk(),
        "internal.list_recurrences": desk(),
        "internal.copy_announcement": allowed(
            people_partner="own", steward="own", system="no", given={"number": 0}
        ),
        "internal.check_recurrence": allowed(system="any", archived=True, given={"number": 0}),
        "internal.open_idea_call": allowed(
            people_partner="any",
            steward="any",
            system="no",
            given={
                "criteria": (CriterionDraft("Effect"),),
                "collect_until": _days_ahead(1),
                "evaluate_until": _days_ahead(2),
                "report_within": DAY,
                "evaluators": lambda cell: (_colleague(cell),),
            },
        ),
        "internal.add_idea_evaluator": evolve(RUNNERS, given={"member": _colleague}),
        "internal.close_idea_evaluation": evolve(
            RUNNERS, given={"call": Fixture(partial(_call_in, "evaluating"))}
        ),
        "internal.cancel_idea_call": RUNNERS,
        "internal.report_idea_call": evolve(RUNNERS, given={"call": Fixture(partial(_call_in, "deciding"))}),
        "internal.read_idea_call": READERS,
        "internal.list_idea_calls": READERS,
        "internal.list_idea_evaluators": READERS,
        "internal.submit_idea": allowed(member="any"),
        "internal.merge_ideas": evolve(RUNNERS, given=IDEA | {"into": _other_idea}),
        "internal.decide_idea": evolve(RUNNERS, given={"idea": Fixture(_to_decide)}),
        "internal.list_call_ideas": READERS,
        "internal.list_idea_authors": evolve(READERS, given=IDEA),
        "internal.mark_idea": allowed(member="any", system="no", given={"idea": _to_mark, "marks": (1,)}),
        "internal.list_idea_marks": evolve(READERS, given=IDEA),
        "internal.read_idea_numbers": allowed(people_partner="any", steward="any", system="any"),
        "internal.end_idea_collection": WORKER,
        "internal.end_idea_evaluation": WORKER,
        "internal.remind_idea_call_owner": WORKER,
        "internal.check_idea_promise": WORKER,
        "internal.reply_to_ideas": WORKER,
        "internal.link_object": allowed(member="any", given=DEAL),
        "internal.unlink_object": allowed(member="any", archived=True, given=DEAL),
        "internal.list_object_links": allowed(member="any", steward="any+removed", given={}),
        "internal.list_threads_of_object": allowed(member="any", given=DEAL),
        "internal.read_object_cards": allowed(member="any", given={"objects": ()}),
        "internal.record_object_change": allowed(
            system="any", archived=True, given=DEAL | {"change": ObjectChange.CHANGED}
        ),
        "internal.verify_object_event": allowed(system="any", given={"body": ""}),
        "internal.confirm_object_link": WORKER,
        "internal.refuse_object_link": WORKER,
        "internal.start_minutes": evolve(WRITERS, given={"occurrence": None}),
        "internal.edit_minutes": evolve(WRITERS, given={"version": 1}),
        "internal.approve_minutes": evolve(WRITERS, given={"version": 1}),
        "internal.name_minutes_writer": evolve(WRITERS, given={"member": _colleague}),
        "internal.remove_minutes_writer": evolve(WRITERS, given={"member": _colleague}),
        "internal.list_minutes_writers": READERS,
        "internal.read_minutes": READERS,
        "internal.list_minutes": READERS,
        "internal.record_decision": WRITERS,
        "internal.supersede_decision": evolve(WRITERS, given={"minutes": _minutes_of_decision}),
        "internal.read_decision": READERS,
        "internal.list_decisions": READERS,
        "internal.assign_task": evolve(WRITERS, given={"owner": _colleague, "due_on": _tomorrow}),
        "internal.complete_task": WRITERS,
        "internal.reopen_task": evolve(WRITERS, given={"task": Fixture(_done_task)}),
        "internal.reassign_task": evolve(WRITERS, given={"owner": _colleague, "due_on": None}),
        "internal.drop_task": WRITERS,
        "internal.read_meeting_task": READERS,
        "internal.list_my_tasks": allowed(member="any", system="no"),
        "internal.list_meeting_tasks": evolve(READERS, given={"minutes": None}),
        "internal.list_carried_tasks": READERS,
        "internal.read_meeting_task_numbers": evolve(READERS, given={"since": None}),
        "internal.remind_of_task": WORKER_INSIDE,
        "internal.set_retention": evolve(STEWARDS, given={"kind": "topic", "days": 365}),
        "internal.end_retention": evolve(STEWARDS, archived=True),
        "internal.list_retentions": STEWARDS,
        "internal.preview_retention": evolve(STEWARDS, given={"kind": "topic", "days": 365}),
        "internal.apply_retention": evolve(WORKER, given={"kind": "topic", "days": 365}),
        "internal.open_legal_hold": LEGAL_ONLY,
        "internal.hold_member": LEGAL_ONLY,
        "internal.hold_thread": LEGAL_ONLY,
        "internal.release_hold": LEGAL_ONLY,
        "internal.list_holds": LEGAL_READS,
        "internal.read_hold": LEGAL_READS,
        "internal.export_for_discovery": LEGAL_READS,
    }


class TestInternalByItself(ConformanceSuite):
    """The plugin without a directory and a business system, which is what is installed: what the directory touches."""

    plugin = Internal
    type = "internal"

    def test_it_lacks_the_messages_about_the_units_of_a_directory_alone(self, declared_kit: Kit) -> None:
        with closing(Kit("sqlite://", plugins=[TestInternal.plugin()])) as whole:
            own = {name for name in whole.registry.messages if name.startswith("internal.")}
        found = {name for name in declared_kit.registry.messages if name.startswith("internal.")}
        assert own - found == {
            "internal.give_unit_to_directory",
            "internal.reread_directory",
            "internal.list_directory_units",
            "internal.list_unplaced",
        }
        assert not found - own
        assert "directory" not in declared_kit.registry.types["internal"].roles

    def test_it_has_the_same_tables_and_who_may_keep_units_may_do_so(self, kit: Kit) -> None:
        assert not schema_differences(kit.database.engine, metadata.sorted_tables)
        for name in ("internal.units", "internal.directory"):
            messages = [kit.registry.name_of(cls) for cls, _ in kit.registry.features[name].handlers]
            fixtures = {**CORE_FIXTURES, **TestInternal.fixtures}
            expected = TestInternal.expected_permissions
            assert not find_deviations(
                kit, self.type, messages, expected=expected, fixtures=fixtures, settings={}
            )
