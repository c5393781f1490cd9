"""The setting `COMMKIT`: what makes a Kit, and what is refused with what to say instead."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.test import Client, override_settings

from commkit import Kit
from commkit.adapters.django import get_kit
from commkit.adapters.django.configuration import get_configuration
from commkit.adapters.django.databases import database_url
from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity, ListMembers
from tests.adapters.django.conftest import Sample, User, use_databases
from tests.sample import REVIEW_ON, new_kit

PLUGIN = "tests.sample.Sample"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A project on a file of its own."""
    found = tmp_path / "shop.sqlite3"
    with use_databases({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": found}}):
        yield found


def test_a_kit_on_the_projects_own_database(sqlite_project: Kit) -> None:
    user = User.objects.create_user("ada", email="ada@example.org", first_name="Ada", last_name="Lovelace")
    key = str(user.pk)
    with override_settings(COMMKIT={"database": "default", "plugins": [PLUGIN]}):
        kit = get_kit()
        assert kit is get_kit()
        assert kit.database.url == database_url("default") == sqlite_project.database.url
        with kit.session(key, "town") as session:
            assert session.do(JoinCommunity()).name == "Ada Lovelace"
        assert Client().get("/c/-/types").json()[0]["name"] == "forum"
    assert get_kit() is sqlite_project


def test_users_are_those_of_auth(sqlite_project: Kit) -> None:
    User.objects.create_user("bob")
    User.objects.create_user("eve", is_active=False)
    with override_settings(COMMKIT={"plugins": [Sample()]}):
        kit = get_kit()
        with kit.session("1") as lobby:
            lobby.do(CreateCommunity("club", "forum", "Club", "To meet.", care_hours=2, review_on=REVIEW_ON))
        with kit.session("1", "club") as session:
            assert [member.name for member in session.ask(ListMembers()).items] == ["bob"]
        for key in ("2", "3", "01", "word", "9" * 40):
            with pytest.raises(Exception, match="user"), kit.session(key, "club") as session:
                session.do(JoinCommunity())


def test_tests_of_a_project_get_a_kit_on_their_database(file: Path, tmp_path: Path) -> None:
    with override_settings(COMMKIT={"plugins": [PLUGIN]}):
        first = get_kit()
        connections["default"].settings_dict["NAME"] = str(
            tmp_path / "test_shop.sqlite3"
        )  # as Django's runner does
        assert get_kit() is not first
        assert get_kit().database.url.database == str(tmp_path / "test_shop.sqlite3")


def shop_kit() -> Kit:
    """What a project may name."""
    return new_kit("sqlite://")


@pytest.mark.parametrize("name", [f"{__name__}.shop_kit", f"{__name__}:shop_kit"])
def test_a_kit_by_its_name(name: str) -> None:
    with override_settings(COMMKIT={"kit": name}), closing(get_kit()) as kit:
        assert [known.name for known in kit.types] == ["forum"]


def test_a_kit_at_a_url(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/town.db"
    with override_settings(COMMKIT={"url": url, "plugins": [PLUGIN], "rates": {"write": "30 per minute"}}):
        with closing(get_kit()) as kit:
            assert str(kit.database.url) == url
        configuration = get_configuration()
        assert (configuration.contract.check_origin, configuration.check_csrf_token) == (True, True)


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (None, "there is none"),
        ({"kti": "shop.kit"}, "there is no kti; known are actor"),
        ({"kit": "shop.nowhere"}, "'shop.nowhere' cannot be imported"),
        ({"kit": "os.path"}, "is no Kit"),
        ({"kit": "os.getcwd"}, "is no Kit"),
        ({"kit": f"{__name__}.shop_kit", "plugins": []}, "plugins cannot be given beside a kit"),
        ({"kit": f"{__name__}.shop_kit", "url": "sqlite://"}, "say one of kit and url"),
        ({"url": "mysql://host"}, "commkit does not run on 'mysql'"),
        ({"url": "sqlite://", "plugins": ["no.such.plugin"]}, "'no.such.plugin' cannot be imported"),
        ({"url": "sqlite://", "actor": 7}, "actor: name a function"),
        ({"url": "sqlite://", "rates": {"nothing": "1 per day"}}, "nothing"),
        ({"database": "other"}, "there is no database 'other'"),
        ({"database": "default"}, "in memory; name a file"),
    ],
)
def test_what_is_wrong_is_told(setting: Any, told: str) -> None:
    memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    with use_databases({"default": memory}), override_settings(COMMKIT=setting):
        with pytest.raises(ImproperlyConfigured, match=r"the setting COMMKIT|COMMKIT: ") as caught:
            get_kit()
        assert told in str(caught.value)
        (found,) = run_checks(tags=["commkit"])
        assert (found.id, told in found.msg) == ("commkit.E001", True)


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        ({"NAME": "shop"}, "postgresql+psycopg:///shop"),
        (
            {"NAME": "shop", "USER": "ada", "PASSWORD": "p@ss/word", "HOST": "db", "PORT": "5433"},
            "postgresql+psycopg://ada:p%40ss%2Fword@db:5433/shop",
        ),
        (
            {
                "NAME": "shop",
                "HOST": "/run/postgresql",
                "OPTIONS": {"sslmode": "require", "pool": True, "isolation_level": 2},
            },
            "postgresql+psycopg:///shop?host=%2Frun%2Fpostgresql&sslmode=require",
        ),
    ],
)
def test_the_url_of_a_postgresql_database(settings: dict[str, Any], url: str) -> None:
    with use_databases({"default": {"ENGINE": "django.db.backends.postgresql", **settings}}):
        found = database_url("default").render_as_string(hide_password=False)
        assert (sorted(found.partition("?")[2].split("&")), found.partition("?")[0]) == (
            sorted(url.partition("?")[2].split("&")),
            url.partition("?")[0],
        )


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"ENGINE": "django.db.backends.dummy"}, "does not run on unknown"),
        (
            {"ENGINE": "django.db.backends.postgresql", "NAME": "shop", "OPTIONS": {"assume_role": "shop"}},
            "sets a role",
        ),
        ({"ENGINE": "django.db.backends.sqlite3", "NAME": "file:x?mode=memory&cache=shared"}, "in memory"),
    ],
)
def test_a_database_that_no_kit_reaches(settings: dict[str, Any], told: str) -> None:
    with use_databases({"default": settings}), pytest.raises(ImproperlyConfigured, match=told):
        database_url("default")
