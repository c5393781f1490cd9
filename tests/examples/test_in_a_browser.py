"""The shops of `examples/` in a real browser: the embed on one of their pages, and no page that is too wide."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.examples.shops import RunningShop

pytestmark = pytest.mark.slow


@pytest.fixture
def tab(browser: Any, shop: RunningShop) -> Iterator[Any]:
    """A tab of a customer, as wide as a phone; what the page complains of is kept as `tab.complaints`."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="en-GB")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(f"{shop.url}/sign-in")
    page.fill(f"main [name={shop.shop.login}]", shop.shop.people[2])
    page.fill("main [name=password]", shop.shop.password)
    page.click("main button")
    page.wait_for_url("**/help")
    yield page
    context.close()


def test_a_customer_replies_below_a_page_of_the_shop(tab: Any, shop: RunningShop) -> None:
    """In Django this takes its token, too."""
    if shop.shop.name == "django":
        tab.goto(f"{shop.url}/order/wheel")
    else:
        tab.goto(f"{shop.url}/order/{shop.shop.scarce}")
        tab.get_by_label("Your question, in one line").fill("Is it ripe?")
        tab.get_by_label("What should people know?").fill("It is for today.")
        tab.get_by_role("button", name="Order and ask").click()
        tab.wait_for_url("**/help/*")
        tab.goto(f"{shop.url}/orders")
    element = tab.locator("commkit-thread").first
    element.get_by_label("Your reply").fill("Said in the **shop**.")
    element.get_by_role("button", name="Reply").click()
    element.get_by_text("Said in the shop.").wait_for()
    element.get_by_role("status").get_by_text("Your reply was published.").wait_for()
    assert element.locator("li strong").inner_text() == "shop"
    assert tab.complaints == []


def test_without_its_token_django_refuses_the_reply(tab: Any, shop: RunningShop) -> None:
    """The control of the test above."""
    if shop.shop.name != "django":
        pytest.skip("only Django asks for a token of its own")
    tab.goto(f"{shop.url}/order/wheel")
    element = tab.locator("commkit-thread")
    element.get_by_label("Your reply").fill("Forged?")
    element.evaluate("each => each.removeAttribute('csrf')")
    element.get_by_role("button", name="Reply").click()
    element.get_by_text("CSRF token").wait_for()
    assert element.get_by_label("Your reply").input_value() == "Forged?"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone(tab: Any, shop: RunningShop, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    pages = [
        "/",
        "/help",
        "/follow",
        "/orders",
        "/inbox",
        f"/order/{shop.shop.scarce}",
        "/sign-up",
        "/nowhere",
    ]
    tab.goto(f"{shop.url}/help")
    pages.append(tab.locator(".rows a").first.get_attribute("href"))
    for path in pages:
        tab.goto(f"{shop.url}{path}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390, path
    tab.goto(f"{shop.url}/follow")
    tab.fill("[name=label]", scheme)
    tab.get_by_role("button", name="Make private addresses").click()
    tab.get_by_role("status").wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390, "the long addresses break"
