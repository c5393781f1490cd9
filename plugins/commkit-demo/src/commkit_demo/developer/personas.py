"""The kinds of members of the simulated developer community."""

from attrs import evolve

from commkit_demo.simulation import ASKER, HELPER, LURKER, STAFF, TROLL, Persona

EXPERT = evolve(
    HELPER, name="expert", share=0.08, replies_per_visit=2.2, reactions_per_visit=1.6, answer_probability=0.9
)
"""Answers, and votes on what others answer."""
EDITOR = Persona(
    name="editor",
    share=0.05,
    visits_per_day=0.7,
    replies_per_visit=0.4,
    reactions_per_visit=1.0,
    answer_probability=0.3,
)
"""Suggests edits of what others wrote."""
MAINTAINER = Persona(
    name="maintainer",
    share=0.02,
    role="maintainer",
    visits_per_day=0.9,
    replies_per_visit=0.3,
    reactions_per_visit=0.3,
    answer_probability=0.5,
    active_hours=(8, 19),
)
"""Writes the hub's software: announces releases, has issues opened, and stands for answers."""

DEVELOPER_PERSONAS = (
    EXPERT,
    EDITOR,
    MAINTAINER,
    evolve(ASKER, share=0.42),
    LURKER,
    STAFF,
    evolve(TROLL, share=0.02),
)
"""A tenth answers, some make posts better, few keep them true, most ask or read."""
