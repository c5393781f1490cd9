"""What badges are read for."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_reputation.badges.messages import ListBadgeHolders

BADGE_HOLDERS = Benefit(
    name="reputation.badge_holders",
    title="Members with a badge for what others found useful",
    area=BenefitArea.CAREER,
    queries=(ListBadgeHolders,),
    formula="members who hold the badge now",
    unit="members",
    better=Better.HIGHER,
    features=("reputation.points", "reputation.badges"),
)
