"""The kinds of members of the simulated support community."""

from attrs import evolve

from commkit_demo.simulation import PERSONAS, STAFF, Persona

AGENT = Persona(
    name="agent",
    share=0.02,
    role="agent",
    visits_per_day=1.4,
    replies_per_visit=1.6,
    reactions_per_visit=0.2,
    answer_probability=0.95,
    weekend_factor=0,
    active_hours=(8, 17),
)
"""Answers for the company in business hours; moderates nothing."""

SUPPORT_PERSONAS = (*(evolve(STAFF, share=0.01) if one is STAFF else one for one in PERSONAS), AGENT)
"""The default mix, with half of the staff answering only."""
