"""The rules that every plugin keeps, checked on this one, in a type of its own."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

import pytest

from commkit import SYSTEM, CommunityType, Kit, PostKind, hookimpl
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_opinion import (
    Argument,
    ArgumentId,
    Consultation,
    ConsultationId,
    GiveArgument,
    ImportConsultation,
    OpenConsultation,
    Opinion,
    OpinionStatement,
    ProposeStatement,
    SeedStatement,
    StatementId,
)

FORUM = CommunityType(
    "forum",
    features=("posts", "opinion.consultations", "opinion.maps", "opinion.arguments"),
    post_kinds=(PostKind(name="talk", opens=True, replies=("talk",)),),
)
_MOMENT = datetime(2026, 3, 2, tzinfo=UTC)


class Forum:
    """A plugin of a type that asks for opinions."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Opinion

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield FORUM


def _consultation(scenario: Scenario, actor: str) -> ConsultationId:
    return scenario.do(SYSTEM, OpenConsultation(title="Where shall we meet?")).id


def _statement(scenario: Scenario, actor: str) -> StatementId:
    return scenario.do(SYSTEM, SeedStatement(_consultation(scenario, actor), "By the river.")).id


def _pending(scenario: Scenario, actor: str) -> StatementId:
    return scenario.do(actor, ProposeStatement(_consultation(scenario, actor), "By the river.")).id


def _argument(scenario: Scenario, actor: str) -> ArgumentId:
    return scenario.do(actor, GiveArgument(_statement(scenario, actor), "pro", "It is cool there.")).id


def _imported(scenario: Scenario, actor: str) -> ConsultationId:
    command = ImportConsultation(
        source=uuid4().hex, title="Where?", body="", opened_at=_MOMENT, closed_at=_MOMENT
    )
    return scenario.do(SYSTEM, command).consultation


def _source(cell: MatrixCell) -> str:
    return uuid4().hex


CONSULTATION, STATEMENT = Fixture(_consultation), Fixture(_statement)
STEWARDS = {"steward": "any", "system": "any"}


class TestOpinion(PluginConformance):
    plugin = staticmethod(Opinion)
    extra_plugins = (Forum(),)
    type = "forum"
    sample_values: ClassVar[Any] = {
        "kind": ("talk",),
        "choice": ("agree", "disagree", "pass"),
        "side": ("pro", "con"),
        "source": ("polis:talk",),
        "closes_at": (None,),
        "space": (None,),
    }
    fixtures: ClassVar[Any] = {
        "ConsultationId": CONSULTATION,
        "StatementId": STATEMENT,
        "ArgumentId": Fixture(_argument),
    }
    expected_permissions: ClassVar[Any] = {
        "opinion.open_consultation": allowed(**STEWARDS, given={"space": None, "closes_at": None}),
        "opinion.close_consultation": allowed(**STEWARDS),
        "opinion.read_consultation": allowed(visitor="any"),
        "opinion.list_consultations": allowed(visitor="any", given={"space": None}),
        "opinion.read_opinion_numbers": allowed(steward="any"),
        "opinion.seed_statement": allowed(**STEWARDS),
        "opinion.propose_statement": allowed(member="any"),
        "opinion.decide_statement": allowed(
            **STEWARDS, given={"statement": Fixture(_pending), "accept": True}
        ),
        "opinion.read_statement": allowed(visitor="any"),
        "opinion.list_statements": allowed(visitor="any"),
        "opinion.vote_on_statement": allowed(member="any", system="no"),
        "opinion.read_next_statement": allowed(member="any", system="no"),
        "opinion.list_statement_totals": allowed(visitor="any"),
        "opinion.read_opinion_map": allowed(visitor="any"),
        "opinion.give_argument": allowed(member="any"),
        "opinion.withdraw_argument": allowed(member="own", steward="any"),
        "opinion.list_arguments": allowed(visitor="any"),
        "opinion.expire_consultation": allowed(system="any", archived=True),
        "opinion.compute_opinion_map": allowed(system="any", archived=True),
        "opinion.import_consultation": allowed(
            system="any", given={"source": _source, "opened_at": _MOMENT, "closed_at": _MOMENT}
        ),
        "opinion.import_opinion_statements": allowed(
            system="any", given={"consultation": Fixture(_imported), "statements": ()}
        ),
        "opinion.import_opinion_votes": allowed(
            system="any", given={"consultation": Fixture(_imported), "votes": ()}
        ),
    }

    @pytest.mark.slow
    def test_what_is_offered_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {record: offered_about(record) for record in (Argument, Consultation, OpinionStatement)},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={
                "opinion.decide_statement": {"opinion.decided"}
            },  # what is accepted is not accepted again
        )
        assert not found, "\n".join(found)
