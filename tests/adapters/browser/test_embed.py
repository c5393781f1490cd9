"""The embed in a real browser: read, reply, load more, follow, and be told of faults; under a strict policy."""

import re
from typing import Any

import pytest

from commkit.communities import UpdateCommunity
from commkit.posts import CreateReply, EditPost, LockThread, RemovePost
from tests.adapters.browser.conftest import Host
from tests.helpers import do
from tests.sample import OWNER

pytestmark = pytest.mark.slow
OPENING = 'Tell me <script>alert("x")</script>'
"""HTML in Markdown is shown as what it is: text."""
ANYTHING = re.compile(".")


def sign_in(tab: Any, host: Host, who: str) -> None:
    tab.context.add_cookies([{"name": "who", "value": who, "url": host.url}])


def show(tab: Any, host: Host) -> Any:
    """Open the page and wait for the thread; gives the element."""
    tab.goto(f"{host.url}/page")
    element = tab.locator("commkit-thread")
    element.locator("li").first.wait_for()
    return element


def reply(host: Host, actor: str, body: str) -> Any:
    return do(host.kit, actor, "town", CreateReply(host.thread.id, body, kind="answer"))


def texts(element: Any) -> list[str]:
    return [text.strip() for text in element.locator("li div").all_inner_texts()]


def test_a_visitor_reads_and_is_offered_no_reply(tab: Any, host: Host) -> None:
    reply(host, "bob", "So it *is*.")
    element = show(tab, host)
    assert element.locator("h2").inner_text() == "Why <b>?"
    assert texts(element) == [OPENING, "So it is."]
    assert element.locator("li em").inner_text() == "is"
    assert element.locator("b").all_inner_texts() == ["ada", "bob"]
    assert not element.locator("form").is_visible()
    assert not element.get_by_role("button", name="Load more").is_visible()
    assert tab.complaints == [], "neither the policy nor the script complains"


def test_a_page_may_have_several(tab: Any, host: Host) -> None:
    tab.goto(f"{host.url}/page?times=3")
    tab.locator("commkit-thread li").nth(2).wait_for()
    assert tab.locator("commkit-thread h2").all_inner_texts() == ["Why <b>?"] * 3
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("en", r"[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d [AP]M"),
        ("de", r"\d\d\.\d\d\.\d{4}, \d\d:\d\d"),
        ("fr-CA", r"\d{1,2} \S+ \d{4}, \d\d h \d\d"),
    ],
)
def test_moments_are_told_to_the_minute_in_the_language_of_the_page(
    tab: Any, host: Host, language: str, moment: str
) -> None:
    tab.goto(f"{host.url}/page?lang={language}")
    told = tab.locator("commkit-thread time").inner_text()
    assert re.fullmatch(moment, re.sub(r"\s", " ", told)), told


def test_a_language_that_is_none_breaks_nothing(tab: Any, host: Host) -> None:
    tab.goto(f"{host.url}/page?lang=not_one")
    assert tab.locator("commkit-thread time").inner_text().count(":") == 1
    assert tab.complaints == []


def test_the_policy_holds_at_all(tab: Any, host: Host) -> None:
    """The control of the test above: what the policy forbids is complained of."""
    show(tab, host)
    with pytest.raises(Exception, match="TrustedHTML"):
        tab.evaluate("document.body.innerHTML = '<b onclick=alert(1)>'")


def test_a_member_replies_with_the_keyboard_alone(tab: Any, host: Host) -> None:
    sign_in(tab, host, "bob")
    element = show(tab, host)
    box = element.get_by_label("Your reply")
    box.wait_for()
    for _ in range(10):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement?.shadowRoot?.activeElement?.tagName") == "TEXTAREA":
            break
    tab.keyboard.type("By **hand**.")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    element.get_by_text("By hand.").wait_for()
    assert box.input_value() == ""
    assert element.get_by_role("status").inner_text() == "Your reply was published."
    assert tab.complaints == []


def test_what_is_new_is_told_but_not_ones_own_reply(tab: Any, host: Host) -> None:
    sign_in(tab, host, "bob")
    with tab.expect_response(lambda answer: answer.url.endswith("/-/stream")):
        element = show(tab, host)
    element.get_by_label("Your reply").fill("Mine.")
    with tab.expect_response("**/posts/view-thread*"):  # of the reply itself
        element.get_by_role("button", name="Reply").click()
    with tab.expect_response("**/posts/view-thread*"):  # since the stream tells of it
        element.get_by_text("Mine.").wait_for()
    assert element.get_by_role("status").inner_text() == "Your reply was published."
    reply(host, "ada", "Not his.")
    element.get_by_text("Not his.").wait_for()
    element.get_by_role("status").get_by_text("There is something new.").wait_for()


def test_what_is_refused_is_told_in_one_sentence_and_kept(tab: Any, host: Host) -> None:
    sign_in(tab, host, "bob")
    element = show(tab, host)
    box = element.get_by_label("Your reply")
    box.fill("Too late?")
    do(host.kit, OWNER, "town", LockThread(host.thread.id, "Enough."))
    element.evaluate("each => each.shadowRoot.querySelector('form').requestSubmit()")
    alert = element.get_by_role("alert")
    alert.filter(has_text=ANYTHING).wait_for()
    assert "locked" in alert.inner_text()
    assert box.input_value() == "Too late?"


def test_a_reply_that_is_sent_twice_is_published_once(tab: Any, host: Host) -> None:
    """The answer to the first is lost on the way; whoever sends again must not write again."""
    sign_in(tab, host, "bob")
    element = show(tab, host)
    lost = []

    def lose(route: Any) -> None:
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    tab.route("**/posts/create-reply", lose)
    element.get_by_label("Your reply").fill("Once.")
    element.get_by_role("button", name="Reply").click()
    element.get_by_text("could not be reached").wait_for()
    element.get_by_role("button", name="Reply").click()
    element.get_by_role("status").get_by_text("Your reply was published.").wait_for()
    assert lost == [201]
    assert texts(element).count("Once.") == 1


def test_nothing_is_typed_into_a_reply_that_is_on_its_way(tab: Any, host: Host) -> None:
    sign_in(tab, host, "bob")
    element = show(tab, host)
    held = []

    def hold(route: Any) -> None:
        held.append(route)

    tab.route("**/posts/create-reply", hold)
    box = element.get_by_label("Your reply")
    box.fill("All of it.")
    with tab.expect_request("**/posts/create-reply"):
        element.get_by_role("button", name="Reply").click()
    assert box.evaluate("each => each.readOnly")
    held[0].continue_()
    element.get_by_text("All of it.").wait_for()
    assert not box.evaluate("each => each.readOnly")


def test_what_one_may_see_no_more_is_shown_no_more(tab: Any, host: Host) -> None:
    sign_in(tab, host, "bob")
    element = show(tab, host)
    do(host.kit, OWNER, "town", RemovePost(host.thread.id, reason="Wrong."))
    element.evaluate("each => each.refresh()")
    element.get_by_role("alert").filter(has_text=ANYTHING).wait_for()
    assert element.locator("li").count() == 0
    assert not element.get_by_label("Your reply").is_visible()


def test_more_is_loaded_on_request(tab: Any, host: Host) -> None:
    for number in range(60):
        reply(host, "bob", f"Answer {number}")
    element = show(tab, host)
    assert element.locator("li").count() == 50
    element.get_by_role("button", name="Load more").click()
    element.get_by_text("Answer 59", exact=True).wait_for()
    assert element.locator("li").count() == 61
    assert not element.get_by_role("button", name="Load more").is_visible()


def test_what_happens_meanwhile_comes_by_itself_and_disturbs_nobody(tab: Any, host: Host) -> None:
    first = reply(host, "bob", "First")
    sign_in(tab, host, "ada")
    with tab.expect_response(lambda answer: answer.url.endswith("/-/stream")):
        element = show(tab, host)
    element.get_by_label("Your reply").fill("I am writing")
    reply(host, "bob", "Second")
    element.get_by_text("Second").wait_for()
    do(host.kit, "bob", "town", EditPost(post=first.id, body="Changed", version=first.version))
    element.get_by_text("Changed").wait_for()
    do(host.kit, OWNER, "town", RemovePost(first.id, reason="Wrong."))
    element.get_by_text("Changed").wait_for(state="detached")
    assert texts(element) == [OPENING, "Second"]
    assert element.get_by_label("Your reply").input_value() == "I am writing"
    assert tab.evaluate("document.activeElement.shadowRoot.activeElement.tagName") == "TEXTAREA"


def test_a_host_out_of_reach_is_told_and_tried_again(tab: Any, host: Host) -> None:
    tab.route("**/posts/view-thread*", lambda route: route.abort())
    tab.goto(f"{host.url}/page")
    element = tab.locator("commkit-thread")
    element.get_by_text("could not be reached").wait_for()
    tab.unroute("**/posts/view-thread*")
    element.get_by_role("button", name="Try again").click()
    element.locator("li").first.wait_for()
    assert element.get_by_role("alert").inner_text() == ""


def test_what_one_may_not_see_is_told_as_what_does_not_exist(tab: Any, host: Host) -> None:
    do(host.kit, OWNER, "town", UpdateCommunity(version=1, visibility="secret"))
    tab.goto(f"{host.url}/page")
    alert = tab.locator("commkit-thread").get_by_role("alert")
    alert.filter(has_text=ANYTHING).wait_for()
    assert "Why" not in alert.inner_text()
    assert tab.locator("commkit-thread li").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_can_be_read_in_light_and_dark(tab: Any, host: Host, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    element = show(tab, host)
    ink, paper = element.locator("section").evaluate(
        "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    )
    assert contrast(ink, paper) >= 4.5
    soft = element.locator("header").first.evaluate("each => getComputedStyle(each).color")
    assert contrast(soft, paper) >= 4.5
    moving = element.evaluate(
        "each => [...each.shadowRoot.querySelectorAll('*')].filter(one => getComputedStyle(one)"
        ".transitionDuration !== '0s' || getComputedStyle(one).animationName !== 'none').length"
    )
    assert moving == 0


def test_a_colour_of_the_page_may_have_any_name(tab: Any, host: Host) -> None:
    sign_in(tab, host, "bob")
    send = show(tab, host).get_by_role("button", name="Reply")
    assert send.evaluate("each => getComputedStyle(each).color") == "rgb(1, 2, 3)"


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2."""
    light = sorted((luminance(one), luminance(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def luminance(color: str) -> float:
    parts = [int(part) / 255 for part in color.removeprefix("rgb(").removesuffix(")").split(", ")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_word_contrast_means_something() -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(119, 119, 119)", "rgb(255, 255, 255)") < 4.5
