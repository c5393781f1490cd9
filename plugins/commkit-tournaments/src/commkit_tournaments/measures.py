"""What the numbers of tournaments are read for."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_tournaments.views.messages import ReadTournamentNumbers

PLAYED_MATCHES = Benefit(
    name="tournaments.played_matches",
    title="Matches that members played with each other",
    area=BenefitArea.FAMILY,
    queries=(ReadTournamentNumbers,),
    formula="matches of tournaments made in the period that were played by both sides",
    unit="matches",
    better=Better.HIGHER,
    features=("tournaments.brackets",),
)
