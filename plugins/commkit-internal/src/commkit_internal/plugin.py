"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from attrs import evolve

from commkit import CommunityType, Feature, PluginError, Role, hookimpl
from commkit_absences import Absences
from commkit_articles import Articles
from commkit_internal.anniversaries.feature import AnniversarySettings, anniversary_feature
from commkit_internal.announcements.feature import AnnouncementSettings, announcement_feature
from commkit_internal.business_objects.feature import BusinessObjectSettings, business_object_feature
from commkit_internal.business_objects.ports import BusinessEvents, BusinessSystem, CardCache
from commkit_internal.community_type import INTERNAL
from commkit_internal.directory.feature import directory_feature
from commkit_internal.directory_units.feature import DirectoryUnitSettings, directory_unit_feature
from commkit_internal.expertise.feature import ExpertiseSettings, expertise_feature
from commkit_internal.idea_calls.feature import IdeaCallSettings, idea_feature
from commkit_internal.kudos.feature import KudosSettings, kudos_feature
from commkit_internal.legal_holds.feature import LegalHoldSettings, legal_hold_feature
from commkit_internal.life_circles.feature import circle_feature
from commkit_internal.meetings.feature import MeetingSettings, meeting_feature
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.retention.feature import RetentionSettings, retention_feature
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
        meetings: When owners of tasks are reminded.
        retention: How long ahead a retention is told, and how short it may be.
        directory: How a directory keeps org units. With it the type `internal` has `scim.directory`, too, and the role
            `directory` for the directory's agent; it needs commkit-scim.

    Raises:
        PluginError: commkit-scim is not installed (`internal.scim_missing`).
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
        meetings: MeetingSettings | None = None,
        retention: RetentionSettings | None = None,
        directory: DirectoryUnitSettings | None = None,
    ) -> None:
        ports: dict[type, Any] = {CardCache: CardCache()}
        if business_system is not None:
            ports[BusinessSystem] = business_system
        if business_events is not None:
            ports[BusinessEvents] = business_events
        self._scim: Any = None
        self._type = INTERNAL
        features: tuple[Feature, ...] = (
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
            meeting_feature.with_settings(meetings or MeetingSettings()),
            retention_feature.with_settings(retention or RetentionSettings()),
        )
        if directory is not None:
            self._scim = _connect()
            self._type = evolve(
                INTERNAL,
                features=(*INTERNAL.features, "scim.directory", directory_unit_feature.name),
                roles={**INTERNAL.roles, "directory": Role(grants=self._scim.DIRECTORY)},
            )
            features = (*features, directory_unit_feature.with_settings(directory))
        self._features = features

    @hookimpl
    def commkit_requires(self) -> Iterator[type]:
        """Absences; articles, which announcements are; and SCIM, where a directory keeps units."""
        yield Absences
        yield Articles
        if self._scim is not None:
            yield self._scim.Scim

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The features of the plugin; each may be used in other types, too."""
        yield from self._features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The community type `internal`."""
        yield self._type


def _connect() -> Any:
    """commkit-scim, once what follows from its facts is declared.

    Raises:
        PluginError: It is not installed.
    """
    try:
        scim = import_module("commkit_scim")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("commkit_scim", "scim2_models"):
            raise
        raise PluginError(
            "internal.scim_missing",
            "Internal(directory=...) needs commkit-scim: pip install 'commkit-internal[scim]'",
            plugin="internal",
        ) from error
    for part in ("reactions", "subscribers"):
        import_module(f"commkit_internal.directory_units.{part}")
    return scim
