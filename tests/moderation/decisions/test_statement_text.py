"""The statement of reasons: every field that the law asks for is kept, exported, and written."""

import pytest

from commkit import Kit
from commkit.moderation import (
    Decision,
    DecisionGround,
    DecisionId,
    DecisionSource,
    ListMyStatementsOfReasons,
    ModerationAction,
    ReadDecision,
    statement_text,
)
from commkit.notifications import ListInbox
from commkit.privacy import ExportPerson
from commkit.runtime.values.serialization import to_json
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_invalid
from tests.moderation.fixtures import (
    DAY,
    START,
    case_of,
    decide,
    member,
    report,
    reported,
    set_settings,
    town_of,
    write,
)
from tests.notifications.post_office import Host, open_post_office, ports


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


def test_the_person_concerned_gets_all_of_it_by_mail_and_from_the_notification(
    url: str, clock: ManualClock
) -> None:
    with (
        open_post_office() as office,
        town_of(url, clock, identity=Host(), ports=ports(office)) as kit,
    ):
        post = write(kit)
        report(kit, post.id, reason="illegal")
        more = {"ground": DecisionGround.LAW, "law": "Medicines Act, <b>section 10</b>", "until": START + DAY}
        decide(kit, case_of(kit, post.id), ModerationAction.SUSPEND, territory="Germany", **more)
        kit.worker().drain()
        (mail,) = [mail for mail in office.mails if "A decision about you" in mail["Subject"]]
        assert mail["To"] == "Ada <ada@example.org>"
        plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
        assert plain is not None
        assert html is not None
        lines = statement_text(told(kit)).splitlines()
        assert len(lines) == 12
        assert [line for line in lines if line not in plain.get_content().splitlines()] == []
        assert "&lt;b&gt;section 10&lt;/b&gt;" in html.get_content()
        (note,) = [
            one for one in ask(kit, "ada", "town", ListInbox()).items if one.kind == "moderation.decided"
        ]
        assert ask(kit, "ada", "town", ReadDecision(DecisionId(note.object))).decision == told(kit)


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        (DecisionGround.UNFOUNDED_NOTICE, "Misuse: reports that were manifestly unfounded"),
        (DecisionGround.UNFOUNDED_APPEAL, "Misuse: appeals that were manifestly unfounded"),
    ],
)
def test_misuse_is_a_ground_of_its_own_for_what_a_member_did(
    lite: Kit, ground: DecisionGround, said: str
) -> None:
    ada = member(lite, "ada")
    report(lite, ada, record="Membership")
    case = case_of(lite, ada)
    for action in (ModerationAction.REMOVE, ModerationAction.RESTORE, ModerationAction.DISMISS):
        with assert_invalid(ground="not_about_the_member"):
            decide(lite, reported(lite, "cat"), action, ground=ground, by="max")
    decide(lite, case, ModerationAction.SUSPEND, ground=ground, until=START + DAY)
    assert said in statement_text(told(lite)).splitlines()
