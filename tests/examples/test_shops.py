"""What the three shops of `examples/` promise, seen by a browser without JavaScript and in their databases."""

import re
from uuid import uuid4

import pytest

from tests.examples.shops import RunningShop, thread_of, without_token

pytestmark = pytest.mark.slow


def test_visitors_read_and_are_asked_to_sign_in(shop: RunningShop) -> None:
    visitor = shop.visitor()
    assert visitor.get("/").status_code == 200
    threads = re.findall(r'href="(/help/[0-9a-f-]{36})"', visitor.get("/help").text)
    assert len(threads) >= 2
    assert "Sign in to reply" in visitor.get(threads[0]).text
    for path in (f"/order/{shop.shop.scarce}", "/orders", "/inbox"):
        assert visitor.get(path).url.path == "/sign-in"


def test_a_newcomer_is_a_member_at_once_under_their_name(shop: RunningShop) -> None:
    before = shop.count("commkit_membership")
    newcomer = shop.newcomer("Wanda")
    assert shop.count("commkit_membership") == before + 1
    form = {"title": "Hello from a newcomer", "body": "I have just signed up.", **shop.shop.question}
    page = newcomer.send("/help", form)
    assert thread_of(page)
    assert "<strong>Wanda</strong>" in page.text


def test_an_order_and_its_question_are_kept_together(shop: RunningShop) -> None:
    orders, posts = shop.counts()
    customer = shop.newcomer("Olga")
    thread = thread_of(customer.order(shop.shop, title="Is it in time for May?"))
    assert shop.counts() == (orders + 1, posts + 1), "the control of the two tests below: both are counted"
    assert f'href="{thread}"' in customer.get("/orders").text


def test_where_the_order_fails_no_question_is_kept(shop: RunningShop) -> None:
    before = shop.counts()
    customer = shop.signed_in(shop.shop.people[2])
    refused = customer.order(shop.shop, title="May I have fifty of them?", quantity=50)
    assert refused.status_code in (409, 422)
    assert "any more" in refused.text
    assert "May I have fifty of them?" in refused.text, "what was written is lost"
    assert shop.counts() == before
    assert "fifty" not in customer.get("/help").text


def test_control_one_after_the_other_half_of_it_is_kept(shop: RunningShop) -> None:
    orders, posts = shop.counts()
    customer = shop.signed_in(shop.shop.people[2])
    thread_of(customer.send("/help", {"title": "May I have sixty?", "body": "Well?", **shop.shop.question}))
    assert customer.order(shop.shop, title="May I have sixty?", quantity=60).status_code in (409, 422)
    assert shop.counts() == (orders, posts + 1)


def test_where_the_question_fails_no_order_is_kept(shop: RunningShop) -> None:
    before = shop.counts()
    refused = shop.signed_in(shop.shop.people[2]).order(shop.shop, title="Eh?")
    assert refused.status_code == 422
    assert shop.counts() == before


def test_a_reply_is_mailed_once_and_is_in_the_inbox(shop: RunningShop) -> None:
    asker, helper = shop.newcomer("Paul"), shop.signed_in(shop.shop.people[1])
    thread = thread_of(asker.order(shop.shop, title="Question 17"))
    replied = helper.send(thread, {"body": "It *does*."}, to=f"{thread}/reply")
    assert "It <em>does</em>." in replied.text
    shop.await_mail("Question 17")
    again = thread_of(helper.send(thread, {"body": "And so on."}, to=f"{thread}/reply"))
    marker = shop.newcomer("Quinn")
    other = thread_of(marker.send("/help", {"title": "Question 18", "body": "Well?", **shop.shop.question}))
    helper.send(other, {"body": "Well."}, to=f"{other}/reply")
    mail = shop.await_mail(
        "Question 18"
    )  # what the worker sends later is there: nothing of before is still to come
    sent = [len(re.findall(rf"^Subject: .*Question {number}", mail, re.MULTILINE)) for number in (17, 18)]
    assert again == thread
    assert sent == [2, 1], mail
    row = f'class="new">\\s*<h2><a href="{thread}"'
    assert re.search(row, asker.get("/help").text)
    asker.get(thread)
    assert not re.search(row, asker.get("/help").text)
    inbox = asker.get("/inbox")
    assert "Inbox" in inbox.text
    assert "new)" in inbox.text
    found = re.search(r'href="(/help/[0-9a-f-]{36})"', inbox.text)
    assert found
    assert asker.get(found[1]).url.path == thread
    assert "new)" not in asker.send("/inbox", {}).text


def test_the_link_in_a_mail_ends_such_mail(shop: RunningShop) -> None:
    asker, helper = shop.newcomer("Rita"), shop.signed_in(shop.shop.people[1])
    thread = thread_of(asker.send("/help", {"title": "Question 19", "body": "Well?", **shop.shop.question}))
    helper.send(thread, {"body": "Well."}, to=f"{thread}/reply")
    mail = shop.await_mail("Question 19").partition("Question 19")[2]
    link = re.search(r"List-Unsubscribe: ?\s*<([^>]+)>", mail)
    assert link, mail
    nobody = shop.visitor().client
    assert "<button>" in nobody.get(link[1]).text
    assert nobody.post(link[1]).status_code == 200
    assert nobody.post(f"{shop.url}/unsubscribe?token=made-up").status_code == 400


def test_only_the_asker_and_staff_accept_an_answer(shop: RunningShop) -> None:
    asker, helper, other = (shop.newcomer(name) for name in ("Sven", "Tilda", "Ute"))
    thread = thread_of(asker.send("/help", {"title": "Question 20", "body": "Well?", **shop.shop.question}))
    helper.send(thread, {"body": "So."}, to=f"{thread}/reply")
    seen = asker.get(thread).text
    answer = re.search(r'name="answer" value="([^"]+)"', seen)
    assert answer
    assert "This solved it" not in other.get(thread).text
    refused = other.send(thread, {"answer": answer[1]}, to=f"{thread}/accept")
    assert refused.status_code in (403, 422)
    assert "accepted answer" not in other.get(thread).text
    assert "accepted answer" in asker.send(thread, {"answer": answer[1]}, to=f"{thread}/accept").text


def test_forms_without_their_token_are_refused(shop: RunningShop) -> None:
    somebody = shop.signed_in(shop.shop.people[2])
    thread = re.findall(r'href="(/help/[0-9a-f-]{36})"', somebody.get("/help").text)[0]
    before = shop.counts()
    form = {"quantity": "1", "title": "Sent by another page", "body": "Unasked.", **shop.shop.question}
    for path in (
        f"/order/{shop.shop.scarce}",
        "/help",
        f"{thread}/reply",
        f"{thread}/accept",
        "/inbox",
        "/sign-out",
    ):
        assert somebody.client.post(path, data=form).status_code == 403, path
    command = {"kind": "question", "title": "Sent by another page", "body": "Unasked."}
    foreign = {"Origin": "https://evil.example"}
    refused = somebody.client.post("/c/help/posts/create-thread", json=command, headers=foreign)
    assert refused.status_code == 403
    assert shop.counts() == before
    assert somebody.get("/inbox").url.path == "/inbox", "signed out by a page of somebody else"


def test_what_one_may_not_see_is_not_there(shop: RunningShop) -> None:
    title = {
        "fastapi": "Frost on Friday",
        "flask": "Price list for May",
        "django": "My saddle has a torn rivet",
    }
    owner = shop.signed_in(shop.shop.people[0])
    hidden = re.search(rf'href="(/help/[0-9a-f-]{{36}})">{title[shop.shop.name]}', owner.get("/help").text)
    assert hidden, "the owner sees it"
    assert owner.get(hidden[1]).status_code == 200
    for outsider in (shop.visitor(), shop.newcomer("Vera")):
        there, nowhere = outsider.get(hidden[1]), outsider.get(f"/help/{uuid4()}")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert without_token(there.text) == without_token(nowhere.text)
        assert title[shop.shop.name] not in outsider.get("/help").text


def test_two_with_one_address_or_name_are_refused(shop: RunningShop) -> None:
    shop.newcomer("Xaver")
    before = shop.count("commkit_membership")
    form = {"name": "Xaver", "email": "xaver@new.example", "password": "long enough, new"}
    form |= {
        "username": "xaver",
        "first_name": "X",
        "password1": "long enough, new",
        "password2": "long enough, new",
    }
    refused = shop.visitor().send("/sign-up", form)
    assert refused.url.path == "/sign-up"
    assert refused.status_code in (409, 422)
    assert shop.count("commkit_membership") == before


def test_a_wrong_password_signs_nobody_in(shop: RunningShop) -> None:
    visitor = shop.visitor()
    for who in (shop.shop.people[0], "nobody@new.example"):
        refused = visitor.send("/sign-in", {shop.shop.login: who, "password": "guessed"})
        assert refused.url.path == "/sign-in"
        assert visitor.get("/inbox").url.path == "/sign-in"


def test_who_left_or_was_banned_still_has_a_shop(shop: RunningShop) -> None:
    leaver = shop.newcomer("Yara")
    own_page = {"Origin": shop.url, "X-CSRFToken": leaver.client.cookies.get("csrftoken", "")}
    left = leaver.client.post("/c/help/members/leave-community", json={}, headers=own_page)
    assert left.status_code in (200, 204), left.text
    for path in ("/", "/help", "/orders"):
        assert leaver.get(path).status_code == 200, path
    assert leaver.get("/no-such-page").status_code == 404


def test_each_shop_has_something_of_its_own(shop: RunningShop) -> None:
    customer, other = shop.newcomer("Zoe"), shop.newcomer("Zack")
    match shop.shop.name:
        case "fastapi":  # a mark, from the table of orders; a field
            ordered = customer.order(shop.shop, title="Ordered and asked").text
            asked = customer.send(
                "/help", {"title": "Only asked", "body": "Well?", "light": "half_shade"}
            ).text
            assert ">ordered</span>" in ordered
            assert ">ordered</span>" not in asked
            assert ">half shade</span>" in asked
        case "flask":  # a table of the plugin, with its own page, and below /c
            brew = {"dose": "16", "water": "260", "seconds": "170", "note": "Plum, at last"}
            assert "Plum, at last" in customer.send("/brews", brew).text
            assert "Plum, at last" in other.get("/c/help/roastery/list-brews").text
            odd = customer.send("/brews", brew | {"water": "2600"})
            assert odd.status_code == 422
            assert "25 grams of water" in odd.text
        case "django":  # what only the asker and the staff see, also through the contract
            private = thread_of(customer.order(shop.shop, title="Between us", private="on"))
            assert "only you and the workshop" in customer.get(private).text
            assert "Please tell me." in customer.get("/orders").text, "the template tag shows it"
            assert other.get(private).status_code == 404
            assert "Between us" not in other.get("/c/help/posts/list-threads").text
            assert "Between us" in customer.get("/c/help/posts/list-threads").text
            assert shop.signed_in(shop.shop.people[1]).get(private).status_code == 200
