"""What these numbers are read for, and why one guard has nothing to watch."""

from commkit.insight import Better, Guard, GuardEvidence, GuardNotApplicable
from commkit_topical.voices.messages import ReadActivationNumbers, ReadVoiceNumbers

MEMBERS_FIRST = GuardEvidence(
    name="topical.members_first",
    title="Threads that a member answers first",
    guard=Guard.NOT_SHOWCASE,
    queries=(ReadVoiceNumbers,),
    formula="first replies by people who are neither staff nor hold a role / first replies, by others than the opener",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=20,
)
ABSENCE_FACTOR = GuardEvidence(
    name="topical.absence_factor",
    title="How few people open half of the threads",
    guard=Guard.NOT_SHOWCASE,
    queries=(ReadVoiceNumbers,),
    formula="the smallest number of people who together open at least half of the threads (CHAOSS)",
    unit="people",
    better=Better.HIGHER,
    minimum_sample=20,
)
ACTIVATION = GuardEvidence(
    name="topical.activation",
    title="Who joins and takes part",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadActivationNumbers,),
    formula="people who write or react within 14 days of joining / people who joined at least 14 days ago",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=20,
)
NO_SUPPORT = GuardNotApplicable(
    name="topical.no_support",
    guard=Guard.NOT_SUPPORT_REPLACEMENT,
    reason=(
        "Opinions are exchanged here, and nobody waits for help: no kind of post has an accepted answer or a deadline, "
        "so no question could be left alone. A community that helps with a product is of a type that says so."
    ),
)
