"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator
from typing import Any

from commkit import CommunityType, Feature, hookimpl
from commkit_absences import Absences
from commkit_articles import Articles
from commkit_internal.anniversaries.feature import AnniversarySettings, anniversary_feature
from commkit_internal.announcements.feature import AnnouncementSettings, announcement_feature
from commkit_internal.business_objects.feature import BusinessObjectSettings, business_object_feature
from commkit_internal.business_objects.ports import BusinessEvents, BusinessSystem, CardCache
from commkit_internal.community_type import INTERNAL
from commkit_internal.directory.feature import directory_feature
from commkit_internal.expertise.feature import ExpertiseSettings, expertise_feature
from commkit_internal.idea_calls.feature import IdeaCallSettings, idea_feature
from commkit_internal.kudos.feature import KudosSettings, kudos_feature
from commkit_internal.legal_holds.feature import LegalHoldSettings, legal_hold_feature
from commkit_internal.life_circles.feature import circle_feature
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.units.feature import unit_feature


class Internal:
    """Internal communities. All settings are defaults that each community may change.

    It builds on `commkit_articles.Articles`: give that to the Kit, too, for other defaults of it.

    Args:
        kudos: What kudos are given for, and how many.
        announcements: When who has not acknowledged an announcement is reminded.
        idea_calls: How ideas are marked, and when owners of calls are reminded.
        expertise: What each piece of evidence of expertise counts.
        anniversaries: When anniversaries are told.
        legal_holds: Who is told of a legal hold.
        business_objects: Which business objects there are, and what is shown of them.
        business_system: The business system; without one no thread is about a business object.
        business_events: Who reads the signed events of the business system; without it none are taken.
    """

    name = "internal"

    def __init__(
        self,
        *,
        kudos: KudosSettings | None = None,
        announcements: AnnouncementSettings | None = None,
        idea_calls: IdeaCallSettings | None = None,
        expertise: ExpertiseSettings | None = None,
        anniversaries: AnniversarySettings | None = None,
        legal_holds: LegalHoldSettings | None = None,
        business_objects: BusinessObjectSettings | None = None,
        business_system: BusinessSystem | None = None,
        business_events: BusinessEvents | None = None,
    ) -> None:
        ports: dict[type, Any] = {CardCache: CardCache()}
        if business_system is not None:
            ports[BusinessSystem] = business_system
        if business_events is not None:
            ports[BusinessEvents] = business_events
        self._features = (
            unit_feature,
            circle_feature,
            kudos_feature.with_settings(kudos or KudosSettings()),
            announcement_feature.with_settings(announcements or AnnouncementSettings()),
            idea_feature.with_settings(idea_calls or IdeaCallSettings()),
            directory_feature,
            expertise_feature.with_settings(expertise or ExpertiseSettings()),
            onboarding_feature,
            anniversary_feature.with_settings(anniversaries or AnniversarySettings()),
            legal_hold_feature.with_settings(legal_holds or LegalHoldSettings()),
            business_object_feature.with_settings(business_objects or BusinessObjectSettings()).with_ports(
                ports
            ),
        )

    @hookimpl
    def commkit_requires(self) -> Iterator[type]:
        """Absences; and articles, which announcements are."""
        yield Absences
        yield Articles

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The features of the plugin; each may be used in other types, too."""
        yield from self._features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The community type `internal`."""
        yield INTERNAL
