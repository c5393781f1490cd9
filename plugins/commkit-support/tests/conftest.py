"""A support community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM
from commkit.communities import CreateCommunity
from commkit.testing.clock import ManualClock
from commkit_support import (
    Handoff,
    HandoffBundle,
    HandoffReceipt,
    HandoffState,
    ListHandoffs,
    OfferHandoff,
    Support,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown


class Desk:
    """A help desk in this process: it keeps its offers, and responds with or raises the given answers."""

    def __init__(self, *answers: Exception | HandoffReceipt) -> None:
        self.offers: list[tuple[str, HandoffBundle]] = []
        self.answers = list(answers)

    def offer(self, bundle: HandoffBundle, *, delivery_id: str) -> HandoffReceipt:
        self.offers.append((delivery_id, bundle))
        answer = self.answers.pop(0) if self.answers else HandoffReceipt()
        if isinstance(answer, Exception):
            raise answer
        return answer


class Town(PluginTown):
    """One support community `help`: amy is an agent.

    Options are those of `Support`; `plugins` are more of them. The help desk is in this process.
    """

    community = CreateCommunity(
        "help", type="support", title="Acme help", purpose="Help", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "support"
    staff: ClassVar[dict[str, str]] = {"amy": "agent"}

    def composed(self, **options: Any) -> dict[str, Any]:
        self.desk = options.pop("help_desk", None) or Desk()
        more = options.pop("plugins", [])
        return {"plugins": [Support(help_desk=self.desk, **options), *more]}

    def restart(self, clock: ManualClock) -> None:
        super().restart(clock)
        self.desk.offers.clear()
        self.desk.answers.clear()

    def offer(self, by: Any = "ada") -> Handoff:
        """A question of ada that was handed over."""
        return self.do(by, OfferHandoff(self.question().id, "Nobody here knows."))

    def where(self, handoff: Handoff) -> HandoffState:
        return self.ask(SYSTEM, ListHandoffs(handoff.question))[-1].state


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town


@pytest.fixture
def new_desk() -> type[Desk]:
    """`new_desk(HandoffReceipt(), HelpDeskRefused(...))` is a desk that responds with these, then accepts all."""
    return Desk


@pytest.fixture
def fresh_sqlite(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Town]:
    """Towns for Hypothesis: each call gives one on a database of its own."""

    def make() -> Town:
        file = tmp_path_factory.mktemp("one") / "town.db"
        shutil.copy(migrated_file, file)
        return Town(f"sqlite:///{file}")

    return make
