"""Gives a Kit another retention than it was built with, for tests that share a Kit."""

from collections.abc import Iterable
from datetime import timedelta

from attrs import evolve

from commkit import Kit
from commkit.runtime.composing.retention import compose_retention


def keep(kit: Kit, *, but: Iterable[str] = (), **retention: timedelta | None) -> None:
    """Keep rows so long from now on.

    Args:
        kit: The Kit.
        but: Names of features that hold nothing back, for controls.
        **retention: As for `Kit`.
    """
    without = frozenset(but)
    features = tuple(
        evolve(feature, retains={}) if feature.name in without else feature
        for feature in kit.registry.features.values()
    )
    kit._composition = evolve(kit._composition, retention=compose_retention(features, retention))
