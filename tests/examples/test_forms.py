"""A form of a shop that is refused comes back as it was typed, and says beside each field what is wrong with it."""

import re
from html import unescape

import pytest
from httpx2 import Response

from tests.examples.shops import RunningShop

pytestmark = pytest.mark.slow


def field_of(page: Response, name: str) -> str:
    """A field of a form with what stands beside it."""
    found = [part for part in page.text.split('<div class="field">')[1:] if f'name="{name}"' in part]
    assert len(found) == 1, (name, page.text)
    return unescape(found[0].partition("<button")[0])


def has_fault(page: Response, name: str) -> bool:
    return 'class="fault"' in field_of(page, name)


def test_a_question_comes_back(shop: RunningShop) -> None:
    somebody = shop.newcomer("Hugo")
    for form, at_fault, kept in (
        ({"title": "Only a <title>"}, {"body"}, {"title": "Only a <title>"}),
        ({"body": "Only a text"}, {"title"}, {"body": "Only a text"}),
        ({}, {"body"}, {}),
        (
            {"title": "x" * 301, "body": "Too long above"},
            {"title"},
            {"title": "x" * 301, "body": "Too long above"},
        ),
        ({"title": "A title", "body": "y" * 40_001}, {"body"}, {"title": "A title", "body": "y" * 40_001}),
    ):
        page = somebody.send("/help", {**form, **shop.shop.question})
        assert page.status_code == 422
        assert {name for name in ("title", "body") if has_fault(page, name)} >= at_fault
        for name, text in kept.items():
            assert text in field_of(page, name)
    right = somebody.send("/help", {"title": "A title", "body": "A text", **shop.shop.question})
    assert right.status_code == 200, "the control: nothing is wrong with it"
    assert 'class="fault"' not in right.text


def test_an_order_comes_back(shop: RunningShop) -> None:
    somebody = shop.newcomer("Ida")
    before = shop.counts()
    for quantity, title in (("0", "Well then"), ("many", "Well then"), ("", "Well then"), ("2", "z" * 301)):
        page = somebody.send(
            f"/order/{shop.shop.scarce}",
            {"quantity": quantity, "title": title, "body": "All of it.", **shop.shop.question},
        )
        assert page.status_code == 422
        assert has_fault(page, "quantity") == (title == "Well then")
        assert has_fault(page, "title") == (title != "Well then")
        assert title in field_of(page, "title")
        assert "All of it." in field_of(page, "body")
        assert f'value="{quantity}"' in field_of(page, "quantity") or not quantity
    assert shop.counts() == before


def test_a_reply_comes_back(shop: RunningShop) -> None:
    somebody = shop.newcomer("Jana")
    thread = re.findall(r'href="(/help/[0-9a-f-]{36})"', somebody.get("/help").text)[0]
    for form in ({}, {"body": " "}, {"body": "w" * 40_001}):
        page = somebody.send(thread, form, to=f"{thread}/reply")
        assert page.status_code == 422
        assert has_fault(page, "body")
        assert form.get("body", "").strip() in field_of(page, "body")
    assert not has_fault(somebody.get(thread), "body")


def test_who_signs_up_types_nothing_twice_but_the_password(shop: RunningShop) -> None:
    names = ("name", "email", "password")
    form = {
        "name": "Karl",
        "email": "no address",
        "password": "short",
        "username": "karl",
        "first_name": "Karl",
    }
    form |= {"password1": "short", "password2": "short"}
    page = shop.visitor().send("/sign-up", form)
    assert page.status_code == 422
    if shop.shop.login == "username":
        names = ("first_name", "email", "password2")
    assert 'value="Karl"' in field_of(page, names[0])
    assert 'value="no address"' in field_of(page, names[1])
    assert has_fault(page, names[1])
    assert has_fault(page, names[2])
    assert not has_fault(page, names[0])
    assert 'value="short"' not in page.text
    empty = shop.visitor().send("/sign-up", {})
    assert empty.status_code == 422
    assert all(has_fault(empty, name) for name in names)


def test_who_signs_in_types_the_name_once(shop: RunningShop) -> None:
    page = shop.visitor().send("/sign-in", {shop.shop.login: "nobody@new.example", "password": "guessed"})
    assert 'value="nobody@new.example"' in field_of(page, shop.shop.login)
    assert "guessed" not in page.text
    assert 'role="alert"' in page.text
