"""How ranks follow a change of what counts as a vote."""

from commkit import Delivery
from commkit.communities import CommunityTypeChanged, SettingsUpdated
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.ranks.jobs import RebuildRanks


@rank_feature.subscribes_to(SettingsUpdated, CommunityTypeChanged)
def rebuild_by_new_votes(delivery: Delivery, fact: SettingsUpdated | CommunityTypeChanged) -> None:
    """Rank all threads by other reactions."""
    if isinstance(fact, CommunityTypeChanged) or fact.feature == rank_feature.name:
        with delivery.context() as context:
            context.do(RebuildRanks(go_on=True))
