"""The rules that every plugin keeps, checked on this one, in a type of its own."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM, CommkitError, CommunityType, Feature, MemberId, PostKind, Role, hookimpl
from commkit.members import AddMember
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_contests import (
    AddContestJudge,
    CloseContestMarks,
    ContestCriterionDraft,
    ContestEntryId,
    ContestId,
    Contests,
    EndContestEntries,
    OpenContest,
    PublishContestResult,
    SubmitContestEntry,
)

SALON = CommunityType(
    "salon",
    features=("posts", "salon.tables", "contests.contests"),
    post_kinds=(
        PostKind(name="note", opens=True, replies=("remark",)),
        PostKind(name="remark", replies=("remark",)),
    ),
    roles={"member": Role(grants=frozenset({"contests.open"}))},
)
CRITERIA = (ContestCriterionDraft("Idea"),)


class Salon:
    """A plugin of a type with contests."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Contests

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("salon.tables", requires=("posts",))

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield SALON


def _times(scenario: Scenario) -> tuple[datetime, datetime]:
    now = scenario.clock()
    return now + timedelta(days=7), now + timedelta(days=14)


def _somebody(scenario: Scenario) -> tuple[str, MemberId]:
    key = f"somebody-{uuid4().hex}"
    return key, scenario.do(SYSTEM, AddMember(key)).id


def _opened(scenario: Scenario, actor: str) -> ContestId:
    """A contest of this actor that takes entries, with a judge."""
    enter, mark = _times(scenario)
    contest = scenario.do(actor, OpenContest("Owls", "Draw.", CRITERIA, enter, mark, entries_each=20)).id
    scenario.do(actor, AddContestJudge(contest, _somebody(scenario)[1]))
    return contest


def _judging(scenario: Scenario, actor: str) -> ContestId:
    contest = _opened(scenario, actor)
    scenario.do(actor, EndContestEntries(contest))
    return contest


def _closed(scenario: Scenario, actor: str) -> ContestId:
    contest = _judging(scenario, actor)
    scenario.do(actor, CloseContestMarks(contest))
    return contest


def _entry(scenario: Scenario, actor: str) -> ContestEntryId:
    """An entry of this actor in a contest of somebody else, who does not judge it."""
    return scenario.do(
        actor, SubmitContestEntry(_opened(scenario, _somebody(scenario)[0]), "Owl", "Here.")
    ).id


def _published(scenario: Scenario, actor: str) -> ContestEntryId:
    runner = _somebody(scenario)[0]
    contest = _opened(scenario, runner)
    entry = scenario.do(actor, SubmitContestEntry(contest, "Owl", "Here.")).id
    for command in (EndContestEntries, CloseContestMarks, PublishContestResult):
        scenario.do(runner, command(contest))
    return entry


def _to_judge(cell: MatrixCell) -> ContestEntryId:
    """An entry of somebody else, in a contest that the sender judges, where they are a member."""
    scenario, (runner, _) = cell.scenario, _somebody(cell.scenario)
    enter, mark = _times(scenario)
    contest = scenario.do(runner, OpenContest("Owls", "Draw.", CRITERIA, enter, mark, blind=False)).id
    for judge in (_somebody(scenario)[1], _member(cell)):
        if judge is not None:
            scenario.do(runner, AddContestJudge(contest, judge))
    entry = scenario.do(_somebody(scenario)[0], SubmitContestEntry(contest, "Owl", "Here.")).id
    scenario.do(runner, EndContestEntries(contest))
    return entry


def _member(cell: MatrixCell) -> MemberId | None:
    """The sender, where they can be made a judge."""
    if cell.role not in ("member", "steward", "owner", "silenced", "suspended"):
        return None
    try:
        return cell.scenario.member(str(cell.actor))
    except CommkitError:
        return None


def _newcomer(cell: MatrixCell) -> MemberId:
    return _somebody(cell.scenario)[1]


def _later(cell: MatrixCell) -> datetime:
    return cell.scenario.clock() + timedelta(days=20)


RUNNERS: dict[str, Any] = {"member": "own", "steward": "any", "system": "any"}
READERS: dict[str, Any] = {"visitor": "any"}
PEOPLE: dict[str, Any] = {"member": "any", "system": "no"}
_CALL: dict[str, Any] = {
    "criteria": CRITERIA,
    "enter_until": lambda cell: _times(cell.scenario)[0],
    "mark_until": lambda cell: _times(cell.scenario)[1],
    "entries_each": 1,
}


class TestContests(PluginConformance):
    plugin = staticmethod(Contests)
    extra_plugins = (Salon(),)
    type = "salon"
    sample_values: ClassVar[Any] = {
        "kind": ("note", "remark"),
        "title": ("Hello",),
        "body": ("I am new here.",),
        "criteria": (CRITERIA,),
        "entries_each": (1, 3),
        "marks": ((1,), (10,)),
    }
    fixtures: ClassVar[Any] = {"ContestId": Fixture(_opened), "ContestEntryId": Fixture(_entry)}
    expected_permissions: ClassVar[Any] = {
        "contests.open_contest": allowed(member="any", system="no", given=_CALL),
        "contests.add_contest_judge": allowed(**RUNNERS, given={"member": _newcomer}),
        "contests.end_contest_entries": allowed(**RUNNERS),
        "contests.close_contest_marks": allowed(**RUNNERS, given={"contest": Fixture(_judging)}),
        "contests.publish_contest_result": allowed(**RUNNERS, given={"contest": Fixture(_closed)}),
        "contests.reopen_contest": allowed(
            **RUNNERS, given={"contest": Fixture(_closed), "mark_until": _later}
        ),
        "contests.cancel_contest": allowed(**RUNNERS),
        "contests.advance_contest": allowed(system="any", archived=True),
        "contests.read_contest": allowed(**READERS),
        "contests.list_contests": allowed(**READERS),
        "contests.list_judge_progress": allowed(**RUNNERS),
        "contests.submit_contest_entry": allowed(**PEOPLE),
        "contests.add_calibration_entry": allowed(**RUNNERS),
        "contests.withdraw_contest_entry": allowed(member="own", silenced="own", suspended="own"),
        "contests.read_contest_entry": allowed(**READERS, given={"entry": Fixture(_published)}),
        "contests.list_contest_entries": allowed(**READERS),
        "contests.mark_contest_entry": allowed(**PEOPLE, given={"entry": _to_judge, "marks": (1,)}),
        "contests.recuse_from_contest_entry": allowed(**PEOPLE, given={"entry": _to_judge}),
        "contests.list_contest_marks": allowed(**READERS, given={"entry": Fixture(_published)}),
        "contests.list_contest_places": allowed(**READERS),
        "contests.explain_contest_place": allowed(**READERS, given={"entry": Fixture(_published)}),
    }
