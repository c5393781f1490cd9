"""What counts as evidence for a developer, and what they may do and are awarded for it; data for commkit-reputation."""

from commkit.posts import AddReaction
from commkit_developer.closing.messages import VoteToClose, VoteToReopen
from commkit_developer.conversions.feature import CONVERT_OTHERS
from commkit_developer.retagging.feature import RETAG_OTHERS
from commkit_developer.reviews.messages import ClaimReview, DecideReview
from commkit_developer.suggested_edits.facts import EditKept, EditRolledBack
from commkit_developer.suggested_edits.feature import REVIEW_EDITS
from commkit_qa import AnswerConfirmed, ConfirmationWithdrawn, QuestionReopened, QuestionSolved
from commkit_reputation import Badge, BadgeRank, Evidence, Over, Privilege, VoteEvidence

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
KEPT = Evidence(
    name="developer.edit_kept",
    summary="your edits of others' posts that were kept",
    fact=EditKept,
    to="suggester",
    by="reviewer",
    about="edit",
    within="post",
    points=2,
    quality=1,
    taken_back_by=(EditRolledBack,),
    capped=True,
)
"""Edits that were approved and stood, unless they are rolled back later, or the post is removed."""
EVIDENCE = (VOTED, ACCEPTED, CONFIRMED, KEPT)
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
VOTE_DOWN_PRIVILEGE = Privilege(
    name="developer.vote_down",
    summary="Vote down.",
    messages=(AddReaction,),
    where={"reaction": ("down",)},
    min_points=100,
    min_evidence=5,
    min_ratio=0.4,
    keep_points=80,
    keep_ratio=0.3,
    founding_points=10,
)
"""Voting down."""
RETAG_PRIVILEGE = Privilege(
    name="developer.retag",
    summary="Change the tags of questions of others.",
    permission=RETAG_OTHERS,
    min_points=200,
    min_evidence=10,
    min_ratio=0.5,
    keep_points=160,
    keep_ratio=0.4,
    founding_points=20,
)
"""Changing the tags of questions of others."""
REVIEW_PRIVILEGE = Privilege(
    name="developer.review",
    summary="Review suggested edits and posts.",
    messages=(ClaimReview, DecideReview),
    permission=REVIEW_EDITS,
    min_points=300,
    min_evidence=15,
    min_ratio=0.6,
    keep_points=250,
    keep_ratio=0.5,
    founding_points=30,
)
"""Reviewing edits that others suggest, and posts."""
CLOSE_PRIVILEGE = Privilege(
    name="developer.close",
    summary="Vote to close questions, and to open them again.",
    messages=(VoteToClose, VoteToReopen),
    spares_author="question",
    min_points=500,
    min_evidence=20,
    min_ratio=0.6,
    keep_points=400,
    keep_ratio=0.5,
    founding_points=50,
)
"""Voting to close and open questions of others."""
CONVERT_PRIVILEGE = Privilege(
    name="developer.convert",
    summary="Turn comments of others into answers, and answers into comments.",
    permission=CONVERT_OTHERS,
    min_points=1_000,
    min_evidence=40,
    min_ratio=0.7,
    keep_points=800,
    keep_ratio=0.6,
    founding_points=100,
)
"""Turning comments of others into answers, and back."""
PRIVILEGES = (VOTE_DOWN_PRIVILEGE, RETAG_PRIVILEGE, REVIEW_PRIVILEGE, CLOSE_PRIVILEGE, CONVERT_PRIVILEGE)
"""What members may do who have earned it. The lower bound of 60 % takes 12 pieces of positive evidence of 14, or 20 of
26; until three members have earned one, points of the founding time are enough, so that a new community can begin."""
