"""What the numbers of the bridge to an issue tracker are read for."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_developer.tracker.messages import ReadTrackerNumbers

CONFIRMED_FIXES = Benefit(
    name="developer.confirmed_fixes",
    title="Faults that were reported, released, and gone for who reported them",
    area=BenefitArea.CO_INNOVATION,
    queries=(ReadTrackerNumbers,),
    formula="askers for whom a release works / askers who were asked and answered",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=20,
    features=("developer.tracker",),
)
