"""The kinds of people in the simulated topical community."""

from attrs import evolve

from commkit_demo.simulation import LURKER, STAFF, TROLL, Persona

DEBATER = Persona(
    name="debater",
    share=0.35,
    visits_per_day=0.8,
    replies_per_visit=1.2,
    reactions_per_visit=0.8,
    edit_probability=0.04,
    weekend_factor=1.1,
)
"""Opens threads, contradicts, proposes statements, votes."""
CURATOR = Persona(
    name="curator",
    share=0.08,
    visits_per_day=0.9,
    replies_per_visit=0.3,
    reactions_per_visit=1.5,
    edit_probability=0.02,
)
"""Brings threads to the other sub-topics where they belong, too."""
READER = evolve(LURKER, name="reader", share=0.46, visits_per_day=0.4, reactions_per_visit=0.9)
"""Reads, reacts and votes on statements; mutes what they do not want to read."""
MODERATOR = evolve(
    CURATOR, name="moderator", share=0.05, role="moderator", visits_per_day=1.2, reactions_per_visit=0.2
)
"""Decides which statements are voted on."""
MANAGER = evolve(STAFF, name="community manager", share=0.02, replies_per_visit=0.2, weekend_factor=0.3)
"""Makes the sub-topics, asks the members, and removes what is rude."""

TOPICAL_PERSONAS = (DEBATER, CURATOR, READER, MODERATOR, MANAGER, evolve(TROLL, share=0.04))
"""A third debates, nearly half reads and votes, a few curate and moderate, one in twenty-five is rude."""
