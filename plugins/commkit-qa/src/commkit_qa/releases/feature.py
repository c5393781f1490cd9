"""The feature of releases, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, FieldError, Invalid, NotificationKind
from commkit_qa.releases.facts import RecheckRequested, ReleaseAnnounced, ReleasesDue
from commkit_qa.releases.ports import ReleasePort
from commkit_qa.releases.records import OpenRecheck, RecheckNumbers, ReleaseNotice


@frozen
class ReleaseSettings:
    """Who is asked about a release, and how many.

    Attributes:
        ask_for: How long a member is asked, a day to a year.
        most_per_member: About how many posts one member is asked for one release, 0 to 20; 0 asks nobody.
        most_per_post: How many members are asked about one post, 1 to 10: its author, then those who confirmed it last.
        most_in_all: How many requests one release makes at most, 1 to 10,000.

    Raises:
        Invalid: A number is out of its range (`qa.bad_settings`).
    """

    ask_for: timedelta = timedelta(days=30)
    most_per_member: int = 3
    most_per_post: int = 3
    most_in_all: int = 1_000

    def __attrs_post_init__(self) -> None:
        faults = [
            FieldError(name, "out_of_range", f"give {least} to {most:,}")
            for name, least, most in (
                ("most_per_member", 0, 20),
                ("most_per_post", 1, 10),
                ("most_in_all", 1, 10_000),
            )
            if not least <= getattr(self, name) <= most
        ]
        if not timedelta(days=1) <= self.ask_for <= timedelta(days=365):
            faults.append(FieldError("ask_for", "out_of_range", "give a day to a year"))
        if faults:
            raise Invalid(faults, code="qa.bad_settings")


release_feature = Feature(
    "qa.releases",
    settings=ReleaseSettings(),
    requires=("qa.freshness",),
    port_types=(ReleasePort,),
    grants={
        "steward": {"qa.announce_release", "qa.read_recheck_numbers"},
        "system": {"qa.announce_release", "qa.pull_releases", "qa.ask_about_release"},
    },
    facts=(ReleaseAnnounced, RecheckRequested, ReleasesDue),
    records=(ReleaseNotice, OpenRecheck, RecheckNumbers),
    notification_kinds=(
        NotificationKind(
            name="qa.recheck_requested",
            summary="A new version is out, and you know whether an answer still works in it.",
            sentence="A new version is out. Does the answer to “{title}” still work?",
        ),
    ),
)
"""Releases, and who is asked about them. A type grants `qa.announce_release` to further roles."""
