"""The kinds of members of a simulated community, as data."""

from attrs import frozen


@frozen(kw_only=True)
class Persona:
    """A kind of member. All numbers are means; the simulation's seed decides the rest.

    Attributes:
        name: Its name in summaries.
        share: The fraction of all members that are of this kind.
        role: Their role; members with another role than `member` are added by the host on the first day.
        visits_per_day: Visits a day.
        threads_per_visit: Threads opened in a visit.
        replies_per_visit: Replies written in a visit.
        reactions_per_visit: Reactions added in a visit.
        edit_probability: Chance that a visit ends with an edit of one's own latest post.
        answer_probability: Chance that a reply in a thread that awaits an answer is one; the others are comments.
        rude: Whether they write spam and insults, and vote down.
        weekend_factor: The factor for the number of visits on Saturdays and Sundays.
        moderates: Whether they remove rude posts and restrict their authors.
        active_hours: Between which hours of the day (UTC) they visit.
    """

    name: str
    share: float
    role: str = "member"
    visits_per_day: float
    threads_per_visit: float = 0.0
    replies_per_visit: float = 0.0
    reactions_per_visit: float = 0.0
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
    reactions_per_visit=1.2,
    edit_probability=0.08,
    answer_probability=0.8,
)
"""Answers; visits nearly every day."""
ASKER = Persona(
    name="asker",
    share=0.48,
    visits_per_day=0.26,
    threads_per_visit=0.4,
    replies_per_visit=0.5,
    reactions_per_visit=0.4,
    edit_probability=0.05,
    answer_probability=0.15,
)
"""Asks, and returns for the answer."""
LURKER = Persona(
    name="lurker",
    share=0.37,
    visits_per_day=0.15,
    threads_per_visit=0.01,
    replies_per_visit=0.03,
    reactions_per_visit=0.6,
)
"""Reads, and reacts now and then."""
STAFF = Persona(
    name="staff",
    share=0.02,
    role="steward",
    visits_per_day=1.1,
    replies_per_visit=1.2,
    reactions_per_visit=0.3,
    answer_probability=0.9,
    moderates=True,
    weekend_factor=0,
    active_hours=(8, 17),
)
"""Belongs to the company; answers and moderates."""
TROLL = Persona(
    name="troll",
    share=0.03,
    visits_per_day=0.25,
    threads_per_visit=0.4,
    replies_per_visit=1.0,
    reactions_per_visit=1.5,
    answer_probability=0.0,
    rude=True,
    active_hours=(0, 24),
)
"""Writes spam and insults."""

PERSONAS = (HELPER, ASKER, LURKER, STAFF, TROLL)
"""The default mix: a tenth helps, half asks, a third reads, a few moderate, a few misbehave."""
