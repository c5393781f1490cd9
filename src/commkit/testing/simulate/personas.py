"""Who lives in a simulated community: each kind of member as data."""

from attrs import frozen

from commkit.runtime.model.types import MEMBER, STEWARD


@frozen(kw_only=True)
class Persona:
    """A kind of member. All numbers are means; chance, from the simulation's seed, does the rest.

    Attributes:
        name: What such members are called in summaries.
        share: How many of the members are such, as a fraction of all.
        role: The role they are given; whose role is not `member` is brought in by the host on the first day.
        visits: Visits a day.
        asks: Threads opened in a visit.
        replies: Replies written in a visit.
        reacts: CountReactions given in a visit.
        edits: Chance that a visit ends with an edit of one's own latest post.
        answers: Chance that a reply is what its thread waits for, where it waits; the others are comments.
        rude: Whether they write spam and insults, and react to drag down.
        weekends: What remains of the visits on Saturdays and Sundays.
        tends: Whether they take rude posts down and restrict those who write them.
        hours: Between which hours of the day (UTC) they come.
    """

    name: str
    share: float
    role: str = MEMBER
    visits: float
    asks: float = 0.0
    replies: float = 0.0
    reacts: float = 0.0
    edits: float = 0.0
    answers: float = 0.5
    weekends: float = 0.6
    rude: bool = False
    tends: bool = False
    hours: tuple[int, int] = (6, 23)


HELPER = Persona(
    name="helper", share=0.10, visits=0.8, asks=0.02, replies=1.9, reacts=1.2, edits=0.08, answers=0.8
)
"""Answers, and looks in nearly every day."""
ASKER = Persona(
    name="asker", share=0.48, visits=0.26, asks=0.4, replies=0.5, reacts=0.4, edits=0.05, answers=0.15
)
"""Comes with a question, and comes back for the answer."""
LURKER = Persona(name="lurker", share=0.37, visits=0.15, asks=0.01, replies=0.03, reacts=0.6)
"""Reads, and reacts now and then."""
STAFF = Persona(
    name="staff",
    share=0.02,
    role=STEWARD,
    visits=1.1,
    replies=1.2,
    reacts=0.3,
    answers=0.9,
    tends=True,
    weekends=0,
    hours=(8, 17),
)
"""Belongs to the company; answers, and takes trolls down."""
TROLL = Persona(
    name="troll",
    share=0.03,
    visits=0.25,
    asks=0.4,
    replies=1.0,
    reacts=1.5,
    answers=0.0,
    rude=True,
    hours=(0, 24),
)
"""Writes what nobody wants to read."""

PERSONAS = (HELPER, ASKER, LURKER, STAFF, TROLL)
"""The usual mix: a tenth helps, half asks, a third reads, a few care, a few spoil."""
