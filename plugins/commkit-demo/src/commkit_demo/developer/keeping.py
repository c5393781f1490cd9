"""How simulated developers keep answers true: releases, the versions that answers hold in, and issues."""

from datetime import datetime, timedelta
from functools import partial

from attrs import define, field

from commkit.posts import PostId
from commkit_demo.developer.personas import MAINTAINER
from commkit_demo.developer.tracker import DemoTracker
from commkit_demo.simulation import MemberAction, SimulatedMember, SimulatedThread, Visit
from commkit_developer import ConfirmFix, IssueId, OpenIssue, ThreadIssue
from commkit_qa import AnnounceRelease, ReportVersion, StateVersions

FIRST_AFTER, EVERY = timedelta(days=3), timedelta(days=9)


@define
class Upkeep:
    """What simulated developers remember of releases and issues, so that chance never depends on ids.

    Attributes:
        tracker: The issue tracker.
        releases: The versions that were announced, the last one at the end.
        stated: The threads whose accepted answer states versions.
        reported: Who said what of which version: the thread, the member's number, the version.
        issues: The issues that questions are about.
        judged: The questions whose askers said whether a release works.
    """

    tracker: DemoTracker
    releases: list[str] = field(factory=list)
    stated: list[SimulatedThread] = field(factory=list)
    reported: set[tuple[PostId, int, str]] = field(factory=set)
    issues: dict[PostId, IssueId] = field(factory=dict)
    judged: set[PostId] = field(factory=set)
    _next_release: datetime | None = None

    def actions(self) -> tuple[MemberAction, ...]:
        """Maintainers announce and track, authors and askers say what works."""
        return (self.announce, self.state_versions, self.report, self.open_issue, self.confirm_fix)

    def announce(self, visit: Visit) -> None:
        """Maintainers announce a release, nine days after the one before."""
        if visit.player.persona is not MAINTAINER or not visit.world.threads:
            return
        due = self._next_release or visit.world.threads[0].opening.post.created_at + FIRST_AFTER
        if visit.now >= due:
            version = f"3.{len(self.releases) + 3}"
            visit.do(AnnounceRelease(version), partial(self._release, version, visit.now + EVERY))

    def state_versions(self, visit: Visit) -> None:
        """Authors say from which version on their accepted answers hold."""
        for thread in visit.world.recent_threads(20):
            answer, about = thread.accepted, thread.about
            if answer is None or about is None or answer.by is not visit.player or answer.removed:
                continue
            if thread not in self.stated and visit.happens(0.6):
                command = StateVersions(answer.id, since=about.version)
                visit.do(command, partial(self._state, thread))
                return

    def report(self, visit: Visit) -> None:
        """After a release, authors and askers say whether what solved it works there; mostly it does."""
        if not self.releases:
            return
        version = self.releases[-1]
        for thread in self.stated[-30:]:
            answer, member = thread.accepted, visit.player
            mark = (thread.opening.id, member.number, version)
            if answer is None or answer.removed or mark in self.reported or not _knows(member, thread):
                continue
            if visit.happens(0.7):
                command = ReportVersion(answer.id, version, works=visit.happens(0.85))
                visit.do(command, partial(self._report, mark))
                return

    def open_issue(self, visit: Visit) -> None:
        """Maintainers have the tracker open an issue about what nobody solved."""
        if visit.player.persona is not MAINTAINER or not visit.happens(0.5):
            return
        for thread in visit.world.recent_threads(20):
            about = thread.about
            if about is None or thread.resolved or thread.answers or thread.opening.id in self.issues:
                continue
            command = OpenIssue(
                thread.opening.id, f"The {about.product} {about.symptom}", f"In {about.version}."
            )
            visit.do(command, partial(self._track, thread))
            return

    def confirm_fix(self, visit: Visit) -> None:
        """Askers answer whether a release works for them."""
        for thread in visit.world.threads_by(visit.player):
            question = thread.opening.id
            issue = self.issues.get(question)
            if issue is None or thread.resolved or question in self.judged:
                continue
            if self.tracker.is_done(issue):
                works = visit.happens(0.8)
                visit.do(ConfirmFix(question, works=works), partial(self._judge, thread, works))

    def _release(self, version: str, next_release: datetime, _: object) -> None:
        self.releases.append(version)
        self._next_release = next_release

    def _report(self, mark: tuple[PostId, int, str], _: object) -> None:
        self.reported.add(mark)

    def _state(self, thread: SimulatedThread, _: object) -> None:
        self.stated.append(thread)

    def _track(self, thread: SimulatedThread, linked: ThreadIssue) -> None:
        if linked.issue is not None:
            self.issues[thread.opening.id] = linked.issue.id

    def _judge(self, thread: SimulatedThread, works: bool, _: object) -> None:
        self.judged.add(thread.opening.id)
        thread.resolved = works


def _knows(member: SimulatedMember, thread: SimulatedThread) -> bool:
    answer = thread.accepted
    return member is thread.opening.by or (answer is not None and member is answer.by)
