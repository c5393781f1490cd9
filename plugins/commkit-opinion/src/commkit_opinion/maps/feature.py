"""The feature of opinion maps, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature
from commkit_opinion.maps.facts import OpinionMapComputed, OpinionMapDue
from commkit_opinion.maps.records import OpinionMap
from commkit_opinion.policy import SYSTEM_ROLE, raise_if_invalid


@frozen(kw_only=True)
class MapSettings:
    """How maps are computed.

    Attributes:
        every: How long the worker waits after a vote before it computes the map, so that many votes are one run; a
            minute to a day.
        max_people: The most voters of a consultation with a map, 5 to 50,000: with all statements the computation
            takes a byte for each of them and each statement.

    Raises:
        Invalid: A value is out of its range (`opinion.bad_settings`).
    """

    every: timedelta = timedelta(minutes=5)
    max_people: int = 20_000

    def __attrs_post_init__(self) -> None:
        faults = []
        if not timedelta(minutes=1) <= self.every <= timedelta(days=1):
            faults.append(("every", "give a minute to a day"))
        if not 5 <= self.max_people <= 50_000:
            faults.append(("max_people", "give 5 to 50,000"))
        raise_if_invalid(faults)


map_feature = Feature(
    "opinion.maps",
    settings=MapSettings(),
    requires=("opinion.consultations",),
    grants={SYSTEM_ROLE: {"opinion.compute"}},
    system_only=("opinion.compute",),
    facts=(OpinionMapDue, OpinionMapComputed),
    records=(OpinionMap,),
)
"""Opinion maps of consultations."""
