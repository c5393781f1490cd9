"""How the simulated community is asked, what it proposes, and how it votes: two camps that share something."""

from functools import partial

from attrs import define, field

from commkit_demo.simulation import Visit
from commkit_demo.topical.personas import CURATOR, DEBATER, MANAGER, MODERATOR, READER
from commkit_demo.topical.wording import ASKED, PROPOSALS, STATEMENTS
from commkit_opinion import (
    Consultation,
    DecideStatement,
    OpenConsultation,
    OpinionChoice,
    OpinionStatement,
    ProposeStatement,
    SeedStatement,
    StatementId,
    VoteOnStatement,
)

_VOTES_IN_A_VISIT = 8.5


@define
class Opinions:
    """What the simulation remembers of its consultation.

    Attributes:
        asked: The consultation.
        statements: What is voted on, each with the camp that agrees.
        waiting: What was proposed, and is not decided.
        proposed: How many were proposed.
        voted: Who voted on what, by their numbers.
    """

    asked: Consultation | None = None
    statements: list[tuple[StatementId, int]] = field(factory=list)
    waiting: list[tuple[StatementId, int]] = field(factory=list)
    proposed: int = 0
    voted: set[tuple[int, StatementId]] = field(factory=set)

    def open(self, visit: Visit) -> None:
        """The community manager asks, and seeds the first statements."""
        if visit.player.persona is not MANAGER or self.asked is not None:
            return
        asked = visit.attempt(OpenConsultation(title=ASKED[0], body=ASKED[1]))
        if asked is None:
            return
        visit.after_commit(partial(self._began, asked))
        for body, camp in STATEMENTS:
            visit.do(SeedStatement(asked.id, body), partial(self._accepted, camp))

    def propose(self, visit: Visit) -> None:
        """Debaters propose statements, until all are proposed."""
        if self.asked is None or visit.player.persona is not DEBATER or visit.player.member is None:
            return
        if self.proposed < len(PROPOSALS) and visit.happens(0.25):
            body, camp = PROPOSALS[self.proposed]
            visit.do(ProposeStatement(self.asked.id, body), partial(self._proposed, camp))

    def decide(self, visit: Visit) -> None:
        """Moderators decide about what was proposed; advertising is rejected."""
        if visit.player.persona is not MODERATOR:
            return
        for statement, camp in list(self.waiting):
            accept = camp != 0
            reason = "" if accept else "It is advertising."
            visit.do(DecideStatement(statement, accept, reason=reason), partial(self._decided, camp))

    def vote(self, visit: Visit) -> None:
        """Debaters, curators and readers vote on some statements in a visit, as their camp does, with exceptions."""
        player = visit.player
        if player.member is None or player.persona not in {DEBATER, CURATOR, READER}:
            return
        left = [one for one in self.statements if (player.number, one[0]) not in self.voted]
        for statement, camp in left[: visit.count(_VOTES_IN_A_VISIT)]:
            choice = _choice(visit, camp)
            visit.do(VoteOnStatement(statement, choice), partial(self._voted, (player.number, statement)))

    def _began(self, asked: Consultation) -> None:
        self.asked = asked

    def _accepted(self, camp: int, statement: OpinionStatement) -> None:
        self.statements.append((statement.id, camp))

    def _proposed(self, camp: int, statement: OpinionStatement) -> None:
        self.proposed += 1
        self.waiting.append((statement.id, camp))

    def _decided(self, camp: int, statement: OpinionStatement) -> None:
        self.waiting.remove((statement.id, camp))
        if camp:
            self._accepted(camp, statement)

    def _voted(self, mark: tuple[int, StatementId], _: object) -> None:
        self.voted.add(mark)


def _choice(visit: Visit, camp: int) -> OpinionChoice:
    """What somebody says to a statement: people with an even number like the dark."""
    if visit.happens(0.06):
        return OpinionChoice.PASS
    own = 1 if visit.player.number % 2 == 0 else -1
    agrees = (camp in {0, own}) != visit.happens(0.04)
    return OpinionChoice.AGREE if agrees else OpinionChoice.DISAGREE
