"""The log of slow statements: those only, with the message that ran them, and without a value."""

import logging
from contextlib import closing
from datetime import timedelta

import pytest

from commkit import Invalid, Step
from commkit.adapters.observability import SlowStatements
from commkit.posts import CreateThread
from tests.runtime.observed import Recorder
from tests.sample import OWNER, create_community, new_kit

LONG = timedelta(hours=1)


def logged(url: str, caplog: pytest.LogCaptureFixture, threshold: timedelta) -> tuple[list[str], Recorder]:
    recorder = Recorder()
    with closing(new_kit(url, observers=[SlowStatements(threshold), recorder])) as kit:
        create_community(kit)
        recorder.ended.clear()
        caplog.clear()
        with (
            caplog.at_level(logging.WARNING, "commkit"),
            kit.session(OWNER, "town") as session,
        ):
            session.do(CreateThread(kind="question", title="xkanariex", body="xkanariex"))
    return caplog.messages, recorder


def test_each_statement_over_the_threshold_is_logged(url: str, caplog: pytest.LogCaptureFixture) -> None:
    told, recorder = logged(url, caplog, timedelta())
    statements = [step for step in recorder.ended if step.kind in ("statement", "transaction")]
    assert len(told) == len(statements) > 5
    (post,) = [text for text in told if "sql=INSERT INTO commkit_post " in text]
    assert " message=posts.create_thread outcome=done sql=" in post
    assert post.startswith("statement.slow seconds=0.")
    assert [text.partition("sql=")[2] for text in told if " message=none " in text][::2] == [
        "BEGIN",
        "COMMIT",
    ]
    assert not any("\n" in text or "xkanariex" in text for text in told)


def test_a_quick_one_is_not(url: str, caplog: pytest.LogCaptureFixture) -> None:
    assert logged(url, caplog, LONG)[0] == []


@pytest.mark.parametrize(
    ("kind", "is_told"), [("statement", True), ("transaction", True), ("command", False)]
)
def test_only_the_database_is_meant(kind: str, *, is_told: bool, caplog: pytest.LogCaptureFixture) -> None:
    step = Step(kind, "SELECT 1", outcome="done", seconds=0.2)  # type: ignore[arg-type]
    SlowStatements().end(step)
    assert bool(caplog.messages) is is_told


def test_a_negative_threshold_is_refused() -> None:
    with pytest.raises(Invalid, match="threshold"):
        SlowStatements(timedelta(seconds=-1))
