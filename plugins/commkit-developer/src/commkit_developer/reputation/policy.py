"""What counts as evidence for a developer, and what is awarded for it; data for commkit-reputation."""

from commkit_qa import AnswerConfirmed, ConfirmationWithdrawn, QuestionReopened, QuestionSolved
from commkit_reputation import Badge, BadgeRank, Evidence, Over, VoteEvidence

VOTED = VoteEvidence(
    name="developer.voted",
    summary="votes on your questions and answers",
    up=10,
    down=-2,
    cost=-1,
    kinds=("question", "answer"),
)
"""Votes; one against an answer costs a point, so that nobody gives it lightly."""
ACCEPTED = Evidence(
    name="developer.accepted",
    summary="your answers that were accepted",
    fact=QuestionSolved,
    to="answerer",
    by="asker",
    about="answer",
    points=15,
    quality=1,
    taken_back_by=(QuestionReopened,),
)
"""Answers that were accepted, while they are."""
CONFIRMED = Evidence(
    name="developer.confirmed",
    summary="members for whom your answers worked",
    fact=AnswerConfirmed,
    to="answerer",
    about="answer",
    points=2,
    quality=1,
    per_giver=True,
    taken_back_by=(ConfirmationWithdrawn,),
    capped=True,
)
"""Each member for whom an answer worked, unless they take it back."""
EVIDENCE = (VOTED, ACCEPTED, CONFIRMED)
"""What counts in developer communities."""
BADGES = (
    Badge(
        name="developer.solver",
        title="Solver",
        summary="An answer of theirs was accepted.",
        evidence=(ACCEPTED.name,),
    ),
    Badge(
        name="developer.reliable",
        title="Reliable",
        summary="An answer of theirs worked for ten members.",
        rank=BadgeRank.SILVER,
        evidence=(CONFIRMED.name,),
        at_least=10,
        over=Over.THING,
        each=True,
        kept=False,
    ),
)
"""What is awarded in developer communities."""
