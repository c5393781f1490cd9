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
        visits_per_day: Visits a day.
        threads_per_visit: Threads opened in a visit.
        replies_per_visit: Replies written in a visit.
        reacts: CountReactions given in a visit.
        edit_probability: Chance that a visit ends with an edit of one's own latest post.
        answer_probability: Chance that a reply is what its thread waits for, where it waits; the others are comments.
        rude: Whether they write spam and insults, and react to drag down.
        weekend_factor: What remains of the visits on Saturdays and Sundays.
        moderates: Whether they take rude posts down and restrict those who write them.
        active_hours: Between which hours of the day (UTC) they come.
    """

    name: str
    share: float
    role: str = MEMBER
    visits_per_day: float
    threads_per_visit: float = 0.0
    replies_per_visit: float = 0.0
    reacts: float = 0.0
    edit_probability: float = 0.0
    answer_probability: float = 0.5
    weekend_factor: float = 0.6
    rude: bool = False
    moderates: bool = False
    active_hours: tuple[int, int] = (6, 23)


HELPER = Persona(
    name="helper",
    share=0.10,
    visits_per_day=0.8,
    threads_per_visit=0.02,
    replies_per_visit=1.9,
    reacts=1.2,
    edit_probability=0.08,
    answer_probability=0.8,
)
"""Answers, and looks in nearly every day."""
ASKER = Persona(
    name="asker",
    share=0.48,
    visits_per_day=0.26,
    threads_per_visit=0.4,
    replies_per_visit=0.5,
    reacts=0.4,
    edit_probability=0.05,
    answer_probability=0.15,
)
"""Comes with a question, and comes back for the answer."""
LURKER = Persona(
    name="lurker", share=0.37, visits_per_day=0.15, threads_per_visit=0.01, replies_per_visit=0.03, reacts=0.6
)
"""Reads, and reacts now and then."""
STAFF = Persona(
    name="staff",
    share=0.02,
    role=STEWARD,
    visits_per_day=1.1,
    replies_per_visit=1.2,
    reacts=0.3,
    answer_probability=0.9,
    moderates=True,
    weekend_factor=0,
    active_hours=(8, 17),
)
"""Belongs to the company; answers, and takes trolls down."""
TROLL = Persona(
    name="troll",
    share=0.03,
    visits_per_day=0.25,
    threads_per_visit=0.4,
    replies_per_visit=1.0,
    reacts=1.5,
    answer_probability=0.0,
    rude=True,
    active_hours=(0, 24),
)
"""Writes what nobody wants to read."""

PERSONAS = (HELPER, ASKER, LURKER, STAFF, TROLL)
"""The usual mix: a tenth helps, half asks, a third reads, a few care, a few spoil."""
