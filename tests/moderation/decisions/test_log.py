"""The public log."""

import pytest

from commkit import SYSTEM, Denied, Kit
from commkit.moderation import (
    AppealDecision,
    DecideAppeal,
    Decision,
    ListModerationLog,
    ModerationAction,
)
from commkit.runtime.values.serialization import dump, to_json
from tests.helpers import (
    ask,
    assert_refused,
    do,
)
from tests.moderation.fixtures import (
    decide,
    member,
    reported,
    set_settings,
)


def appealed(kit: Kit, decision: Decision, *, by: str = "ada") -> None:
    with kit.session(by) as lobby:
        lobby.do(AppealDecision(decision.id, "I did nothing of the kind."))


def granted(kit: Kit, decision: Decision, *, by: str = "max", owner: str = "ada") -> None:
    appealed(kit, decision, by=owner)
    do(kit, by, "town", DecideAppeal(decision.id, True, "You are right."))


def test_the_log_names_nobody(lite: Kit) -> None:
    first = decide(lite, reported(lite), ModerationAction.WARN)
    second = decide(lite, reported(lite), ModerationAction.REMOVE, by=SYSTEM)
    decide(lite, reported(lite), ModerationAction.DISMISS)
    granted(lite, first)
    set_settings(lite, log_visibility="everyone")
    for reader in (None, "stranger", "bob", "eve"):
        page = ask(lite, reader, "town", ListModerationLog())
        assert [(e.id, e.action, e.reversed, e.automated, e.rule) for e in page.items] == [
            (second.id, ModerationAction.REMOVE, False, True, "Be kind"),
            (first.id, ModerationAction.WARN, True, False, "Be kind"),
        ]
        shown = to_json(dump(page.items))
        secrets = [str(member(lite, key)) for key in ("ada", "bob", "eve", "max")]
        assert not [secret for secret in (*secrets, str(first.object), "pills") if secret in shown]
    one = ask(lite, None, "town", ListModerationLog(limit=1))
    assert [e.id for e in ask(lite, None, "town", ListModerationLog(limit=1, after=one.next)).items] == [
        first.id
    ]


@pytest.mark.parametrize(
    ("log_visibility", "readers"),
    [("stewards", {"eve"}), ("members", {"eve", "bob"}), ("everyone", {"eve", "bob", "stranger", None})],
)
def test_the_settings_say_who_reads_the_log(lite: Kit, log_visibility: str, readers: set[str | None]) -> None:
    set_settings(lite, log_visibility=log_visibility)
    for reader in ("eve", "bob", "stranger", None):
        if reader in readers:
            assert ask(lite, reader, "town", ListModerationLog()).items == ()
        else:
            with assert_refused(Denied, "moderation.log_not_visible"):
                ask(lite, reader, "town", ListModerationLog())
