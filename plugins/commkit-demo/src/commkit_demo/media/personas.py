"""The kinds of people around the simulated magazine."""

from attrs import evolve

from commkit_demo.simulation import LURKER, STAFF, TROLL, Persona

REPORTER = Persona(
    name="reporter",
    share=0.07,
    role="reporter",
    visits_per_day=1.3,
    replies_per_visit=0.3,
    reactions_per_visit=0.2,
    weekend_factor=0.3,
    active_hours=(7, 20),
)
"""Writes articles for the desk, and entries of tickers; publishes nothing."""
EDITOR = Persona(
    name="editor",
    share=0.04,
    role="editor",
    visits_per_day=2.2,
    replies_per_visit=0.2,
    reactions_per_visit=0.3,
    weekend_factor=0.5,
    active_hours=(6, 21),
)
"""Reviews, publishes under an embargo, corrects with thanks, features comments, makes the front page."""
EXPERT = Persona(
    name="expert",
    share=0.05,
    role="expert",
    visits_per_day=0.8,
    replies_per_visit=0.4,
    reactions_per_visit=0.5,
    weekend_factor=0.3,
    active_hours=(8, 20),
)
"""Answers questions of readers, for what they know; is no staff."""
READER = Persona(
    name="reader",
    share=0.49,
    visits_per_day=0.5,
    threads_per_visit=0.05,
    replies_per_visit=0.7,
    reactions_per_visit=0.8,
    edit_probability=0.03,
    weekend_factor=0.8,
)
"""Comments, asks experts, reviews, and tells of mistakes."""

MEDIA_PERSONAS = (
    REPORTER,
    EDITOR,
    EXPERT,
    READER,
    evolve(LURKER, share=0.28, visits_per_day=0.25),
    evolve(STAFF, name="editor in chief", share=0.02, replies_per_visit=0.2),
    evolve(TROLL, share=0.05),
)
"""Half of them read and comment, a quarter only reads, a few write, one in twenty is rude."""
