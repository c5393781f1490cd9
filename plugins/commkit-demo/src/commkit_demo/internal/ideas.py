"""How the simulated company asks for ideas, marks them, decides, and replies to all."""

from datetime import datetime, time, timedelta
from functools import partial

from attrs import define, field

from commkit.feedback import SuggestionId, VoteOnSuggestion
from commkit_demo.internal.personas import EXPERT, MANAGER, PEOPLE_PARTNER, STAFF
from commkit_demo.internal.wording import CALLS, IDEAS
from commkit_demo.simulation import SimulatedMember, Visit
from commkit_internal import (
    CriterionDraft,
    DecideIdea,
    Idea,
    IdeaCall,
    IdeaCallState,
    IdeaOutcome,
    ListCallIdeas,
    MarkIdea,
    OpenIdeaCall,
    RankedIdea,
    ReadIdeaCall,
    ReportIdeaCall,
    SubmitIdea,
)

COLLECTS, EVALUATES, PROMISES = timedelta(days=4), timedelta(days=3), timedelta(days=3)
"""How long ideas are collected, until the midnight after it, then marked; and until when all have a reply."""
EVALUATORS = 4


@define
class IdeaCalls:
    """What the simulation remembers of its idea calls.

    Attributes:
        call: The call that runs.
        owner: Who opened it.
        evaluators: Who marks its ideas.
        ideas: Its ideas, each with who submitted it.
        done: Who voted for, and who marked which idea, by their numbers.
    """

    call: IdeaCall | None = None
    owner: SimulatedMember | None = None
    evaluators: tuple[SimulatedMember, ...] = ()
    ideas: list[tuple[SuggestionId, SimulatedMember]] = field(factory=list)
    done: set[tuple[SuggestionId, int, str]] = field(factory=set)
    _opened: int = 0

    def open(self, visit: Visit) -> None:
        """People partners open a call once managers and experts are there to mark ideas, one after the other."""
        evaluators = [one for one in visit.world.joined if one.persona in {MANAGER, EXPERT}][:EVALUATORS]
        if visit.player.persona is not PEOPLE_PARTNER or self.call is not None or len(evaluators) < 2:
            return
        title, purpose = CALLS[self._opened % len(CALLS)]
        # The worker of a simulation runs at midnight.
        collect_until = datetime.combine(visit.now + COLLECTS, time(), tzinfo=visit.now.tzinfo)
        command = OpenIdeaCall(
            title=title,
            purpose=purpose,
            criteria=(CriterionDraft("Effect", 2), CriterionDraft("Ease")),
            collect_until=collect_until,
            evaluate_until=collect_until + EVALUATES,
            report_within=PROMISES,
            evaluators=tuple(one.id_inside for one in evaluators),
        )
        visit.do(command, partial(self._begin, visit.player, tuple(evaluators)))

    def submit(self, visit: Visit) -> None:
        """Who does not stand for the employer submits an idea, now and then, and votes for those of others."""
        call, player = self.call, visit.player
        if call is None or player.member is None or player.persona in STAFF:
            return
        if (
            visit.now < call.collect_until
            and all(by is not player for _, by in self.ideas)
            and visit.happens(0.3)
        ):
            title, body = IDEAS[len(self.ideas) % len(IDEAS)]
            visit.do(SubmitIdea(call.id, title, body), partial(self._submitted, player))
        for idea, by in self.ideas[-5:]:
            mark = (idea, player.number, "vote")
            if by is not player and mark not in self.done and visit.happens(0.15):
                visit.do(VoteOnSuggestion(idea), partial(self._did, mark))

    def mark(self, visit: Visit) -> None:
        """Evaluators mark the ideas of others by each criterion, and see nobody else's marks meanwhile."""
        call, player = self.call, visit.player
        if call is None or player not in self.evaluators:
            return
        if not call.collect_until <= visit.now < call.evaluate_until:
            return
        for number, (idea, by) in enumerate(self.ideas):
            mark = (idea, player.number, "mark")
            if by is not player and mark not in self.done:
                worth = 1 + number % 5
                marks = tuple(min(max(worth + visit.rng.randint(-1, 1), 1), 5) for _ in range(2))
                visit.do(MarkIdea(idea, marks), partial(self._did, mark))

    def reply(self, visit: Visit) -> None:
        """Who runs the call decides about each idea with a reason, and reports to all."""
        if self.call is None or self.owner is not visit.player:
            return
        if visit.session.ask(ReadIdeaCall(self.call.id)).call.state is not IdeaCallState.DECIDING:
            return
        ranked = visit.session.ask(ListCallIdeas(call=self.call.id, limit=100)).items
        for idea in sorted(ranked, key=lambda one: one.submitted_at):
            visit.do(DecideIdea(idea.id, *_decision(idea)))
        visit.do(ReportIdeaCall(self.call.id), self._end)

    def _begin(self, owner: SimulatedMember, evaluators: tuple[SimulatedMember, ...], call: IdeaCall) -> None:
        self.call, self.owner, self.evaluators = call, owner, evaluators
        self.ideas = []
        self._opened += 1

    def _submitted(self, by: SimulatedMember, idea: Idea) -> None:
        self.ideas.append((idea.id, by))

    def _did(self, mark: tuple[SuggestionId, int, str], _: object) -> None:
        self.done.add(mark)

    def _end(self, _: IdeaCall) -> None:
        self.call = None


def _decision(idea: RankedIdea) -> tuple[IdeaOutcome, str]:
    if idea.mean is None or not idea.enough_marks:
        return IdeaOutcome.LATER, "Too few have marked it: we ask again."
    if idea.mean >= 3.5:
        return IdeaOutcome.ACCEPTED, "It has effect, and somebody wants to do it."
    if idea.mean >= 2.5:
        return IdeaOutcome.LATER, "A good one, once the warehouse is rebuilt."
    return IdeaOutcome.DECLINED, "It costs more than it saves; the numbers are in the report."
