"""The kinds of colleagues in the simulated company."""

from commkit_demo.simulation import Persona

NEWCOMER = Persona(
    name="newcomer",
    share=0.14,
    visits_per_day=0.9,
    threads_per_visit=0.15,
    replies_per_visit=0.2,
    reactions_per_visit=0.4,
    weekend_factor=0,
    active_hours=(8, 18),
)
"""Is new in the company: asks, and ticks the tasks of the first weeks."""
COLLEAGUE = Persona(
    name="colleague",
    share=0.38,
    visits_per_day=0.5,
    threads_per_visit=0.12,
    replies_per_visit=0.6,
    reactions_per_visit=0.6,
    weekend_factor=0.1,
    active_hours=(7, 19),
)
"""Talks, thanks, submits ideas, goes on holiday."""
EXPERT = Persona(
    name="expert",
    share=0.12,
    visits_per_day=0.7,
    threads_per_visit=0.06,
    replies_per_visit=1.3,
    reactions_per_visit=0.4,
    weekend_factor=0.1,
    active_hours=(7, 19),
)
"""Knows a topic, says so, replies to those who ask, and marks ideas."""
MANAGER = Persona(
    name="manager",
    share=0.08,
    visits_per_day=0.9,
    threads_per_visit=0.05,
    replies_per_visit=0.4,
    reactions_per_visit=0.6,
    weekend_factor=0.2,
    active_hours=(7, 20),
)
"""Leads an org unit: reads what has to be read, thanks, marks ideas. To lead gives no right to read anything."""
LURKER = Persona(
    name="lurker",
    share=0.20,
    visits_per_day=0.3,
    replies_per_visit=0.03,
    reactions_per_visit=0.5,
    weekend_factor=0,
    active_hours=(8, 18),
)
"""Reads, and acknowledges late."""
PEOPLE_PARTNER = Persona(
    name="people partner",
    share=0.05,
    role="people_partner",
    visits_per_day=1.6,
    replies_per_visit=0.3,
    reactions_per_visit=0.3,
    weekend_factor=0,
    active_hours=(8, 17),
)
"""Keeps units and onboardings, announces, and runs idea calls; moderates nothing, and is in no life circle."""
STEWARD = Persona(
    name="steward",
    share=0.03,
    role="steward",
    visits_per_day=1.5,
    replies_per_visit=0.5,
    reactions_per_visit=0.4,
    weekend_factor=0,
    moderates=True,
    active_hours=(8, 17),
)
"""Looks after the community, and approves what people partners announce."""

INTERNAL_PERSONAS = (NEWCOMER, COLLEAGUE, EXPERT, MANAGER, LURKER, PEOPLE_PARTNER, STEWARD)
"""Half of the company talks, a fifth reads, few announce."""

STAFF = frozenset({PEOPLE_PARTNER, STEWARD})
"""Those who stand for the employer."""
