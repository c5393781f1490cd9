"""The feature of looking for a group, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_gaming.looking_for_group.availability.records import PartyOverlap
from commkit_gaming.looking_for_group.facts import (
    SEE_PARTIES,
    NoShowDecided,
    NoShowDisputed,
    NoShowNoted,
    NoShowTakenBack,
    PartyBecameEvent,
    PartyClosed,
    PartyEntered,
    PartyExpired,
    PartyFilled,
    PartyHandedOver,
    PartyLeft,
    PartyPosted,
    PartyRequestDeclined,
    PartyRequested,
    ReadyCheckCalled,
    ReadyCheckEnded,
)
from commkit_gaming.looking_for_group.joining.records import MyParties
from commkit_gaming.looking_for_group.no_shows.records import NoShowRecord
from commkit_gaming.looking_for_group.numbers.measures import FILLED
from commkit_gaming.looking_for_group.numbers.records import PartyNumbers
from commkit_gaming.looking_for_group.records import PartyListing, PartyMember
from commkit_gaming.policy import MEMBER, MIGRATIONS, SILENCED, STEWARD, SUSPENDED, raise_if_invalid
from commkit_gaming.tables import PARTIES

FEATURE = "gaming.looking_for_group"
"""The name of the feature."""
READ, JOIN, OWN = "gaming.read_parties", "gaming.join_parties", "gaming.own_parties"
"""Permissions: to read parties, to post and join them, and to leave them and see what is kept of oneself."""
MANAGE, DECIDE, RUN = "gaming.manage_parties", "gaming.decide_no_shows", "gaming.run_parties"
"""Permissions: to close any party, to decide about no-shows, and to carry out what was scheduled."""
_MOST_ROLES, _LONGEST_NAME = 40, 40


@frozen
class PartySettings:
    """How parties look for members.

    Attributes:
        roles: The roles of which parties have places, 1 to 40, each of at most 40 characters.
        platforms: What is played on, 1 to 40, each of at most 40 characters.
        most_open: How many parties of one member look for members at once, 1 to 20.
        largest: How many places a party has at most, 2 to 100.
        longest: How long a party looks for members at most, an hour to 30 days.
        most_no_shows: From how many no-shows on one asks for no places, 1 to 100; 0 for no limit.
        no_show_lapses: After how long a no-show does not count any more, a day to 365 days.
        dispute_within: How long after the note one may say that it is wrong, a day to 90 days.

    Raises:
        Invalid: One of them is out of its range (`gaming.bad_settings`).
    """

    roles: tuple[str, ...] = ("flexible", "tank", "healer", "damage")
    platforms: tuple[str, ...] = ("any", "pc", "console", "mobile")
    most_open: int = 3
    largest: int = 40
    longest: timedelta = timedelta(days=14)
    most_no_shows: int = 3
    no_show_lapses: timedelta = timedelta(days=90)
    dispute_within: timedelta = timedelta(days=14)

    def __attrs_post_init__(self) -> None:
        faults = []
        for name, words in (("roles", self.roles), ("platforms", self.platforms)):
            fits = all(0 < len(each.strip()) <= _LONGEST_NAME for each in words)
            if not (1 <= len(words) <= _MOST_ROLES and len(set(words)) == len(words) and fits):
                faults.append(
                    (name, "bad_words", f"give 1 to {_MOST_ROLES} words of 1 to {_LONGEST_NAME} characters")
                )
        for name, number, low, high in (
            ("most_open", self.most_open, 1, 20),
            ("largest", self.largest, 2, 100),
            ("most_no_shows", self.most_no_shows, 0, 100),
        ):
            if not low <= number <= high:
                faults.append((name, "out_of_range", f"give {low} to {high}"))
        day = timedelta(days=1)
        for name, span, shortest, most in (
            ("longest", self.longest, timedelta(hours=1), 30),
            ("no_show_lapses", self.no_show_lapses, day, 365),
            ("dispute_within", self.dispute_within, day, 90),
        ):
            if not shortest <= span <= most * day:
                faults.append((name, "out_of_range", f"give at most {most} days"))
        raise_if_invalid(faults)


def _kind(name: str, summary: str, sentence: str) -> NotificationKind:
    return NotificationKind(name=f"gaming.{name}", summary=summary, sentence=sentence)


party_feature = Feature(
    FEATURE,
    tables=PARTIES,
    migrations=MIGRATIONS,
    settings=PartySettings(),
    requires=("posts", "events", "gaming.games"),
    grants={
        MEMBER: {READ, JOIN, OWN},
        SILENCED: {READ, OWN},
        SUSPENDED: {READ, OWN},
        STEWARD: {MANAGE, DECIDE, "gaming.read_party_numbers"},
        "system": {SEE_PARTIES, RUN},
    },
    explicit_permissions=(MANAGE, DECIDE),
    persons_only=(JOIN, OWN),
    system_only=(SEE_PARTIES, RUN),
    facts=(
        PartyPosted,
        PartyClosed,
        PartyExpired,
        PartyFilled,
        PartyRequested,
        PartyRequestDeclined,
        PartyEntered,
        PartyLeft,
        PartyHandedOver,
        ReadyCheckCalled,
        ReadyCheckEnded,
        PartyBecameEvent,
        NoShowNoted,
        NoShowTakenBack,
        NoShowDisputed,
        NoShowDecided,
    ),
    records=(PartyListing, PartyMember, MyParties, PartyOverlap, NoShowRecord, PartyNumbers),
    declares=(FILLED,),
    notification_kinds=(
        _kind(
            "party_request", "Somebody asks for a place in a party of yours.", "{by} asks to join “{title}”."
        ),
        _kind("party_entered", "You have a place in a party.", "You have a place in “{title}” now."),
        _kind("party_declined", "Your request for a place was declined.", "“{title}” has no place for you."),
        _kind("party_left", "You were taken out of a party.", "You are in “{title}” no more."),
        _kind("party_closed", "A party of yours was closed.", "“{title}” was closed."),
        _kind("party_handed_over", "You are the owner of a party now.", "“{title}” is yours now."),
        _kind(
            "ready_check_called", "A party of yours asks whether you come.", "Are you ready for “{title}”?"
        ),
        _kind("ready_check_ended", "A ready check is over.", "The ready check of “{title}” is over."),
        _kind("party_event", "A party of yours has an event.", "“{title}” takes place."),
        _kind("no_show_noted", "It was noted that you did not come.", "You did not come to “{title}”."),
        _kind("no_show_decided", "Your dispute was decided.", "Your dispute about “{title}” was decided."),
    ),
)
"""Parties with places by role, requests, ready checks and no-shows."""
