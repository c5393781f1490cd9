"""What the numbers of guilds are read for."""

from commkit.insight import Benefit, BenefitArea, Better, Guard, GuardEvidence
from commkit_gaming.guilds.numbers.messages import ReadGuildNumbers

IN_GUILDS = Benefit(
    name="gaming.in_guilds",
    title="Members who are in a guild",
    area=BenefitArea.FAMILY,
    queries=(ReadGuildNumbers,),
    formula="members who are in a guild / members; Wilson interval, 95 %",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=5,
    features=("gaming.guilds",),
)
LONE_GUILDS = GuardEvidence(
    name="gaming.lone_guilds",
    title="Guilds of one member alone",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadGuildNumbers,),
    formula="guilds with one member / guilds; Wilson interval, 95 %",
    unit="share",
    better=Better.LOWER,
    minimum_sample=5,
)
