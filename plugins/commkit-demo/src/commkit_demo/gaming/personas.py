"""The kinds of people in the simulated gaming community."""

from attrs import evolve

from commkit_demo.simulation import LURKER, STAFF, TROLL, Persona

CAPTAIN = Persona(
    name="captain",
    share=0.12,
    visits_per_day=1.1,
    threads_per_visit=0.1,
    replies_per_visit=0.6,
    reactions_per_visit=0.8,
    edit_probability=0.03,
    weekend_factor=1.5,
    active_hours=(15, 24),
)
"""Founds a guild, lets people in, plays in cups."""
PLAYER = Persona(
    name="player",
    share=0.60,
    visits_per_day=0.9,
    threads_per_visit=0.08,
    replies_per_visit=0.5,
    reactions_per_visit=0.8,
    edit_probability=0.02,
    weekend_factor=1.5,
    active_hours=(15, 24),
)
"""Applies to guilds, plays in cups, talks about it."""
SPECTATOR = evolve(LURKER, name="spectator", share=0.16, reactions_per_visit=0.9)
"""Watches, and likes what was played well."""
ORGANISER = evolve(
    STAFF, name="organiser", share=0.06, role="organiser", visits_per_day=2.0, moderates=False, active_hours=(12, 24),
    weekend_factor=1.5, replies_per_visit=0.3,
)  # fmt: skip
"""Opens the ladder, holds cups, decides what players disagree about."""
MANAGER = evolve(STAFF, name="community manager", share=0.02, replies_per_visit=0.2)
"""Removes what is rude."""

GAMING_PERSONAS = (CAPTAIN, PLAYER, SPECTATOR, ORGANISER, MANAGER, evolve(TROLL, share=0.04))
"""More than half play, one in eight leads a guild, some watch, a few organise, one in twenty-five is rude."""
