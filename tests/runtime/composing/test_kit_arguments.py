"""What a host gives to its Kit is refused at once where it is something else."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from commkit import Invalid, Kit


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("plugins", "support", "give a sequence: plugins=[Support(...)], not a str"),
        ("plugins", 5, "give a sequence: plugins=[Support(...)], not a int"),
        ("types", "club", "give a sequence: types=[CLUB], not a str"),
        ("fields", [1], "give fields by the name of their type: fields={'support': [...]}, not a list"),
        ("ports", [1], "give objects by their class: ports={MailPort: SmtpMail(...)}, not a list"),
        ("rates", "30/minute", "give rates by their class: rates={'write': '30/minute'}, not a str"),
        (
            "retention",
            [1],
            "give durations by what they are of: retention={'outbox': timedelta(days=7), 'audit': None}, not a list",
        ),
        ("clock", 5, "give a function without parameters that gives the time, not a int"),
    ],
)
def test_something_of_another_kind_is_named(name: str, given: Any, wanted: str) -> None:
    with pytest.raises(Invalid) as caught:
        Kit("sqlite://", **{name: given})
    assert [(error.path, error.code, error.message) for error in caught.value.errors] == [
        (name, "wrong_type", wanted)
    ]


def test_all_of_them_are_named_at_once() -> None:
    wrong: Any = {"ports": 1, "rates": 2, "clock": 3}
    with pytest.raises(Invalid) as caught:
        Kit("sqlite://", **wrong)
    assert [error.path for error in caught.value.errors] == ["ports", "rates", "clock"]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///{folder}/x.db?mode=ro", "SQLite has no parameter mode, only"),
        (
            "sqlite:///{folder}/x.db?check_same_thread=1&timeout=5",
            "SQLite has no parameter check_same_thread",
        ),
        ("sqlite:///{folder}/x.db?timeout=soon", "a parameter of it is wrong"),
        ("sqlite:///{folder}", "is a folder; name a file in it"),
        ("sqlite:///{folder}/no/x.db", "there is no folder"),
        ("mysql://user@host/name", "commkit does not run on 'mysql'"),
        ("sqlite://town.db", "three slashes"),
        (create_engine("sqlite://"), "give it `engine.url`"),
        ("", "this is no URL of a database"),
        (None, "this is no URL of a database"),
        (5, "this is no URL of a database"),
    ],
)
def test_a_database_that_cannot_be_is_refused(tmp_path: Path, url: Any, says: str) -> None:
    if isinstance(url, str):
        url = url.replace("{folder}", str(tmp_path))
    with pytest.raises(Invalid) as caught:
        Kit(url)
    (error,) = caught.value.errors
    assert (error.path, error.code) == ("url", "bad_url")
    assert says in error.message
    assert "sqlite:///file.db or postgresql://user@host/name" in error.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["sqlite:///{folder}/x.db?timeout=5", "sqlite://", "sqlite:///:memory:"])
def test_control_a_right_one_is_taken(tmp_path: Path, url: str) -> None:
    Kit(url.replace("{folder}", str(tmp_path))).close()
