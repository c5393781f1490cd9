"""The feature of linked identities, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_gaming.linked_identities.facts import (
    VERIFY,
    AccountProofBrought,
    AccountProofRefused,
    GameAccountCheckDue,
    GameAccountLinked,
    GameAccountUnlinked,
)
from commkit_gaming.linked_identities.numbers.measures import VERIFIED
from commkit_gaming.linked_identities.numbers.records import GameAccountNumbers
from commkit_gaming.linked_identities.ports import LinkedIdentities
from commkit_gaming.linked_identities.records import AccountProof, GameAccount, MyGameAccounts
from commkit_gaming.policy import MEMBER, MIGRATIONS, SILENCED, STEWARD, SUSPENDED, raise_if_invalid
from commkit_gaming.tables import LINKED_IDENTITIES

LINK, OWN, READ = "gaming.link_game_account", "gaming.own_game_accounts", "gaming.read_game_accounts"
"""Permissions: to link accounts, to unlink and show one's own, and to read what others show."""
_MOST_PLATFORMS, _LONGEST_NAME = 40, 40


@frozen
class LinkedIdentitySettings:
    """Which accounts members link.

    Attributes:
        platforms: The platforms that the host's port verifies, up to 40, each of at most 40 characters; at first none.
        valid_for: How long a verification holds, a day to 730 days. The platform is asked again after half of it.
        proof_every: How long after a proof one brings the next one of that platform, 0 seconds to a day.

    Raises:
        Invalid: One of them is out of its range (`gaming.bad_settings`).
    """

    platforms: tuple[str, ...] = ()
    valid_for: timedelta = timedelta(days=180)
    proof_every: timedelta = timedelta(minutes=1)

    def __attrs_post_init__(self) -> None:
        faults = []
        names = self.platforms
        fits = all(0 < len(each.strip()) <= _LONGEST_NAME and each == each.strip() for each in names)
        if len(names) > _MOST_PLATFORMS or len(set(names)) < len(names) or not fits:
            words = f"give up to {_MOST_PLATFORMS} words of 1 to {_LONGEST_NAME} characters"
            faults.append(("platforms", "bad_words", words))
        day = timedelta(days=1)
        if not day <= self.valid_for <= 730 * day:
            faults.append(("valid_for", "out_of_range", "give a day to 730 days"))
        if not timedelta(0) <= self.proof_every <= day:
            faults.append(("proof_every", "out_of_range", "give 0 seconds to a day"))
        raise_if_invalid(faults)


linked_identity_feature = Feature(
    "gaming.linked_identities",
    tables=LINKED_IDENTITIES,
    migrations=MIGRATIONS,
    settings=LinkedIdentitySettings(),
    requires=("members", "gaming.guilds", "minors.safety"),
    port_types=(LinkedIdentities,),
    grants={
        MEMBER: {LINK, OWN, READ},
        SILENCED: {OWN, READ},
        SUSPENDED: {OWN, READ},
        STEWARD: {"gaming.read_game_account_numbers"},
        "system": {VERIFY},
    },
    persons_only=(LINK, OWN),
    system_only=(VERIFY,),
    facts=(
        AccountProofBrought,
        AccountProofRefused,
        GameAccountLinked,
        GameAccountUnlinked,
        GameAccountCheckDue,
    ),
    records=(AccountProof, GameAccount, MyGameAccounts, GameAccountNumbers),
    declares=(VERIFIED,),
    notification_kinds=(
        NotificationKind(
            name="gaming.game_account_unlinked",
            summary="An account of yours is linked no more, since the platform did not confirm it.",
            sentence="An account of yours is linked no more: its platform did not confirm it. Link it again.",
        ),
    ),
)
"""Accounts on game platforms, verified by the host's port."""
