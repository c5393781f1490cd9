"""What the numbers of tournaments are read for."""

from commkit.insight import Benefit, BenefitArea, Better, Guard, GuardEvidence
from commkit_tournaments.playing.messages import ReadPlayingNumbers
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
FIRST_MATCHES = GuardEvidence(
    name="tournaments.first_matches",
    title="Members who play a first match within 14 days of joining",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadPlayingNumbers,),
    formula=(
        "persons who joined in the period and played a match of a tournament within 14 days of joining / persons who "
        "joined in the period, at least 14 days ago; Wilson interval, 95 %"
    ),
    unit="share",
    better=Better.HIGHER,
    minimum_sample=5,
)
ORGANISING = GuardEvidence(
    name="tournaments.organising",
    title="Organisers who together hold half of the tournaments",
    guard=Guard.NOT_SHOWCASE,
    queries=(ReadPlayingNumbers,),
    formula="the fewest organisers who together made at least half of the tournaments of the period (absence factor)",
    unit="people",
    better=Better.HIGHER,
    minimum_sample=5,
)
WAITING_MATCHES = GuardEvidence(
    name="tournaments.waiting_matches",
    title="Matches that wait for a judge",
    guard=Guard.NOT_SUPPORT_REPLACEMENT,
    queries=(ReadPlayingNumbers,),
    formula="matches of tournaments made in the period whose sides report different results, undecided now",
    unit="matches",
    better=Better.LOWER,
)
