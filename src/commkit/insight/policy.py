"""What of a declared number there is in a community type."""

from collections.abc import Iterable

from commkit.insight.records import Measure, MeasureInfo
from commkit.runtime.composing.dispatch import DispatchTable


def info_of(
    measure: Measure, about: str, dispatch: DispatchTable, features: Iterable[str] = ()
) -> MeasureInfo | None:
    """What members read of a number; None where the type has none of the queries that give it.

    Args:
        measure: The number.
        about: Its benefit or guard.
        dispatch: The ways of the community's type.
        features: The features that move it; those that the type lacks are left out.
    """
    names = [dispatch.routes[query].name for query in measure.queries if query in dispatch.routes]
    if not names:
        return None
    return MeasureInfo(
        name=measure.name,
        title=measure.title,
        about=about,
        queries=tuple(names),
        formula=measure.formula,
        unit=measure.unit,
        better=measure.better,
        minimum_sample=measure.minimum_sample,
        privacy_floor=measure.privacy_floor,
        features=tuple(name for name in features if name in dispatch.features),
    )
