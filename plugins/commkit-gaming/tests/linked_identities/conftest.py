"""A gaming community whose host verifies accounts on two platforms."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commkit_gaming import (
    GameAccount,
    LinkedIdentities,
    LinkedIdentitySettings,
    LinkGameAccount,
    ListGameAccounts,
    PlatformAccount,
    ReadMyGameAccounts,
    ShowGameAccount,
    ShownTo,
    UnlinkGameAccount,
)

SECRET = "a secret of the host that is long enough"
SETTINGS = LinkedIdentitySettings(platforms=("steam", "chess"), valid_for=timedelta(days=100))


class Platforms:
    """The sign-ins of the platforms: a proof `id` proves the account `id`.

    Attributes:
        told: What they answer to a proof, or of a user at a check, where it is something else; an exception is raised.
        asked: What they were asked.
    """

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}
        self.asked: list[tuple[str, ...]] = []
        self.known: dict[tuple[str, str], Any] = {}

    def verify(self, platform: str, proof: str, key: str) -> PlatformAccount | None:
        self.asked.append(("verify", platform, proof, key))
        found: PlatformAccount | None = self.answer(proof, PlatformAccount(proof, proof.title()))
        self.known[platform, key] = found
        return found

    def confirm(self, platform: str, key: str) -> PlatformAccount | None:
        self.asked.append(("confirm", platform, key))
        found: PlatformAccount | None = self.answer(key, self.known.get((platform, key)))
        return found

    def answer(self, about: str, usual: Any) -> Any:
        found = self.told.get(about, usual)
        if isinstance(found, Exception):
            raise found
        return found


class Linked:
    """A town, its platforms, and what tests do with both."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self.platforms = Platforms()
        self.given = LinkedIdentities(self.platforms, SECRET)
        self.town = make(linked_identities=self.given, accounts=SETTINGS)
        self.do, self.ask, self.member = self.town.do, self.town.ask, self.town.member
        self.work, self.clock, self.refused = self.town.work, self.town.clock, self.town.refused

    def bring(self, by: str, proof: str, platform: str = "steam") -> None:
        self.do(by, LinkGameAccount(platform, proof))
        self.work()

    def link(
        self, by: str, proof: str, platform: str = "steam", *, shown_to: ShownTo | None = None
    ) -> GameAccount:
        self.bring(by, proof, platform)
        found: GameAccount
        (found,) = (each for each in self.mine(by).accounts if each.platform == platform)
        if shown_to is not None:
            self.do(by, ShowGameAccount(found.id, shown_to))
        return found

    def mine(self, by: str) -> Any:
        return self.ask(by, ReadMyGameAccounts())

    def states(self, by: str) -> list[str]:
        return [each.state.value for each in self.mine(by).proofs]

    def handles(self, of: Any, by: Any) -> list[str]:
        """The accounts of a member that somebody reads."""
        member = self.member(of) if isinstance(of, str) else of
        return [each.handle for each in self.ask(by, ListGameAccounts(member))]

    def unlink(self, by: str) -> None:
        for each in self.mine(by).accounts:
            self.do(by, UnlinkGameAccount(each.id))


@pytest.fixture
def linked(make_town: Any) -> Linked:
    """On SQLite and PostgreSQL in turn."""
    return Linked(make_town)


@pytest.fixture
def sqlite_linked(
    town_class: Any, migrated_file: Any, sqlite_url: str, request: pytest.FixtureRequest
) -> Linked:
    """On SQLite, for what does not depend on the database."""

    def make(**options: Any) -> Any:
        town = town_class(sqlite_url, **options)
        request.addfinalizer(town.kit.close)
        return town

    return Linked(make)


@pytest.fixture
def postgres_linked(town_class: Any, postgres_town_url: str, request: pytest.FixtureRequest) -> Linked:
    """On PostgreSQL, for what SQLite's one writer at a time never shows."""

    def make(**options: Any) -> Any:
        town = town_class(postgres_town_url, **options)
        request.addfinalizer(town.kit.close)
        return town

    return Linked(make)
