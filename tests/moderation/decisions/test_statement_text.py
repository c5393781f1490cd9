"""The statement of reasons: every field that the law asks for is kept, exported, and written."""

import pytest

from commkit import Kit
from commkit.moderation import (
    Decision,
    DecisionGround,
    DecisionSource,
    ListMyStatementsOfReasons,
    ModerationAction,
    statement_text,
)
from commkit.privacy import ExportPerson
from commkit.runtime.values.serialization import to_json
from tests.helpers import assert_invalid
from tests.moderation.fixtures import DAY, START, case_of, decide, report, reported, set_settings, write


def told(kit: Kit, key: str = "ada") -> Decision:
    with kit.session(key) as lobby:
        return lobby.ask(ListMyStatementsOfReasons()).items[0].decision


def test_it_says_what_the_law_asks_for_and_names_nobody(town: Kit) -> None:
    post = write(town)
    report(town, post.id, reason="illegal")
    decided = decide(
        town,
        case_of(town, post.id),
        ModerationAction.SUSPEND,
        rule="No ads for medicine",
        ground=DecisionGround.LAW,
        law="Medicines Act, section 10",
        until=START + DAY,
        territory="Germany",
    )
    assert (decided.source, decided.territory, decided.detected) == (
        DecisionSource.NOTICE,
        "Germany",
        "report",
    )
    assert statement_text(told(town)).splitlines() == [
        "Restriction: your membership was suspended",
        "Where: Germany",
        "Until: 2030-01-02 00:00 UTC",
        "Facts and circumstances: It sells pills.",
        "Based on: a notice that it is illegal",
        "Found by automated means: no",
        "Decided by automated means: no",
        "Legal ground: Medicines Act, section 10",
        "Rule: No ads for medicine",
        "Complaint: You may appeal here; another moderator will decide. Until 2030-07-03 00:00 UTC.",
        (
            "Out-of-court settlement: You may turn to a certified body for out-of-court dispute settlement, "
            "where one is competent."
        ),
        "Court: You may also go to a court.",
    ]


@pytest.mark.parametrize(
    ("reasons", "source"),
    [
        (("spam",), DecisionSource.REPORT),
        (("hate",), DecisionSource.NOTICE),
        (("spam", "illegal"), DecisionSource.NOTICE),
    ],
)
def test_a_notice_is_told_from_a_report_by_the_communitys_settings(
    lite: Kit, reasons: tuple[str, ...], source: DecisionSource
) -> None:
    set_settings(lite, illegal_reasons=["illegal", "hate"])
    post = write(lite)
    for by, reason in zip(("bob", "cat"), reasons, strict=False):
        report(lite, post.id, by=by, reason=reason)
    assert decide(lite, case_of(lite, post.id), ModerationAction.WARN).source is source


def test_what_a_check_found_is_our_own_initiative_by_automated_means(lite: Kit) -> None:
    set_settings(lite, words="hold", denied_words=["pills"], out_of_court="", judicial="Go to court.")
    post = write(lite)
    decide(lite, case_of(lite, post.id), ModerationAction.REMOVE)
    text = statement_text(told(lite))
    assert (
        "Based on: our own initiative\nFound by automated means: yes\nDecided by automated means: no\n"
        in text
    )
    assert "Out-of-court" not in text
    assert "Court: Go to court." in text


def test_a_community_that_takes_a_redress_away_does_not_change_what_was_said(lite: Kit) -> None:
    decide(lite, reported(lite), ModerationAction.WARN)
    before = told(lite)
    set_settings(lite, judicial="Elsewhere.", out_of_court="")
    assert told(lite) == before


def test_it_is_part_of_the_persons_export(lite: Kit) -> None:
    decide(lite, reported(lite), ModerationAction.WARN, territory="Portugal")
    with lite.session("ada") as lobby:
        exported = to_json(lobby.ask(ExportPerson()))
    for value in ("Portugal", "report", "certified body", "go to a court"):
        assert value in exported


def test_a_territory_is_one_line(lite: Kit) -> None:
    case = reported(lite)
    with assert_invalid(territory="too_long"):
        decide(lite, case, ModerationAction.WARN, territory="x" * 301)


def test_what_harms_nobody_offers_no_redress(lite: Kit) -> None:
    decision = decide(lite, reported(lite), ModerationAction.DISMISS)
    assert (decision.out_of_court, decision.judicial, decision.redress) == ("", "", "")
    assert statement_text(decision).startswith("Restriction: none\n")
