"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import CommunityType, Feature, hookimpl
from commkit_developer.bounties.feature import BountySettings, bounty_feature
from commkit_developer.bounties.ports import PointsBank
from commkit_developer.closing.feature import ClosingSettings, closing_feature
from commkit_developer.community_type import DEVELOPER
from commkit_developer.conversions.feature import conversion_feature
from commkit_developer.licences.feature import licence_feature
from commkit_developer.reproduction.feature import ReproductionSettings, reproduction_feature
from commkit_developer.reputation.ports import ReputationBank
from commkit_developer.retagging.feature import retag_feature
from commkit_developer.reviews.feature import ReviewSettings, review_feature
from commkit_developer.suggested_edits.feature import SuggestedEditSettings, edit_feature
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.ports import IssueTracker
from commkit_developer.votes.feature import VoteSettings, vote_feature
from commkit_qa import QuestionsAndAnswers
from commkit_reputation import Reputation


class Developer:
    """Developer communities. All settings are defaults that each community may change.

    It builds on `commkit_qa.QuestionsAndAnswers` and `commkit_reputation.Reputation`: give these to the Kit, too, for
    other defaults of theirs.

    Args:
        votes: How many votes a member may give on a day.
        reproduction: What questions about faults need.
        suggested_edits: How suggested edits are decided.
        closing: How many votes close a question, and open it again.
        reviews: How posts are reviewed, and how reviewers are audited.
        bounties: The rules of bounties.
        points: Who knows how many points a member earned; `ReputationBank()` by default.
        tracker: The issue tracker; without one no thread is about an issue.
    """

    name = "developer"

    def __init__(
        self,
        *,
        votes: VoteSettings | None = None,
        reproduction: ReproductionSettings | None = None,
        suggested_edits: SuggestedEditSettings | None = None,
        closing: ClosingSettings | None = None,
        reviews: ReviewSettings | None = None,
        bounties: BountySettings | None = None,
        points: PointsBank | None = None,
        tracker: IssueTracker | None = None,
    ) -> None:
        self._features = (
            vote_feature.with_settings(votes or VoteSettings()),
            reproduction_feature.with_settings(reproduction or ReproductionSettings()),
            edit_feature.with_settings(suggested_edits or SuggestedEditSettings()),
            retag_feature,
            closing_feature.with_settings(closing or ClosingSettings()),
            review_feature.with_settings(reviews or ReviewSettings()),
            bounty_feature.with_settings(bounties or BountySettings()).with_ports(
                {PointsBank: points if points is not None else ReputationBank()}
            ),
            licence_feature,
            conversion_feature,
            tracker_feature.with_ports({IssueTracker: tracker} if tracker is not None else {}),
        )

    @hookimpl
    def commkit_requires(self) -> Iterator[type]:
        """Questions and answers, and reputation."""
        yield QuestionsAndAnswers
        yield Reputation

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The features of the plugin; each may be used in other types, too."""
        yield from self._features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The community type `developer`."""
        yield DEVELOPER
