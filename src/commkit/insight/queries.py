"""How what numbers are for is read."""

from commkit.insight.feature import insight
from commkit.insight.messages import ReadMeasures
from commkit.insight.policy import info_of
from commkit.insight.records import (
    Benefit,
    BenefitArea,
    CommunityMeasures,
    Guard,
    GuardEvidence,
    GuardNotApplicable,
    GuardNotApplicableInfo,
)
from commkit.runtime.sessions.context import Context


@insight.handles(ReadMeasures)
def read_measures(context: Context, query: ReadMeasures) -> CommunityMeasures:
    """Gather what is declared in the community's type."""
    dispatch = context.dispatch
    benefits = [
        info
        for area in BenefitArea
        for each in context.declared(Benefit)
        if each.area is area and (info := info_of(each, area, dispatch, each.features)) is not None
    ]
    evidence = [
        info
        for guard in Guard
        for each in context.declared(GuardEvidence)
        if each.guard is guard and (info := info_of(each, guard, dispatch)) is not None
    ]
    measured, guarded = {info.about for info in benefits}, {info.about for info in evidence}
    idle = tuple(
        GuardNotApplicableInfo(name=each.name, guard=each.guard, reason=each.reason)
        for each in context.declared(GuardNotApplicable)
        if each.guard not in guarded
    )
    guarded |= {each.guard for each in idle}
    return CommunityMeasures(
        type=context.community.type,
        purpose=context.community.purpose,
        benefits=tuple(benefits),
        guards=tuple(evidence),
        unmeasured=tuple(area for area in BenefitArea if area not in measured),
        not_applicable=idle,
        unguarded=tuple(guard for guard in Guard if guard not in guarded),
    )
