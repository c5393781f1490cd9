"""Sending: signed by the specification, tried again on its schedule; one endpoint delays no other."""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from commkit import Kit
from commkit.communities import ArchiveCommunity
from commkit.fetching import FetchPolicy
from commkit.moderation import FileReport
from commkit.posts import CreateThread, RemovePost
from commkit.runtime.delivery.routing import route
from commkit.testing.clock import ManualClock
from commkit.webhooks import (
    CreateEndpoint,
    DeleteEndpoint,
    Endpoint,
    PingEndpoint,
    ReadEndpoint,
    RotateEndpointSecret,
)
from commkit.webhooks.policy import RETRY_SCHEDULE
from tests.helpers import ask, do
from tests.http_servers import Request, fixed_answer, http_server
from tests.sample import OWNER, create_community, new_kit

REACH = FetchPolicy(allowed_networks=("127.0.0.0/8",), allow_http=True, timeout=timedelta(seconds=5))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime.now(UTC))


@pytest.fixture
def kit(url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(url, ports={FetchPolicy: REACH}, clock=clock)) as made:
        create_community(made, members=("ada",))
        made.worker().drain()
        yield made


def add(kit: Kit, url: str, *facts: str) -> Endpoint:
    made = do(kit, OWNER, "town", CreateEndpoint(url, facts=facts))
    kit.worker().drain()
    return made


def publish(kit: Kit, *titles: str) -> None:
    for title in titles:
        do(kit, "ada", "town", CreateThread(kind="question", title=title, body="?"))


def names(requests: list[Request]) -> list[str]:
    return [json.loads(request.body)["type"] for request in requests]


def test_is_signed_and_complete(kit: Kit) -> None:
    with http_server(fixed_answer(204)) as server:
        made = add(kit, server.url, "posts.created")
        publish(kit, "Hello")
        kit.worker().drain()
    (request,) = server.requests
    assert made.secret is not None
    body = Webhook(made.secret).verify(request.body, request.headers)
    assert body["type"] == "posts.created"
    assert body["data"]["kind"] == "question"
    assert request.headers["webhook-id"] == body["data"]["id"]
    assert ask(kit, OWNER, "town", ReadEndpoint(made.id)).delivered_count == 1
    with pytest.raises(WebhookVerificationError):  # the control
        Webhook(made.secret).verify(request.body + b" ", request.headers)


def test_for_a_day_both_secrets_sign(kit: Kit, clock: ManualClock) -> None:
    with http_server(fixed_answer(200)) as server:
        made = add(kit, server.url, "posts.created")
        renewed = do(kit, OWNER, "town", RotateEndpointSecret(made.id))
        publish(kit, "One")
        kit.worker().drain()
        clock.advance(timedelta(days=1))
        publish(kit, "Two")
        kit.worker().drain()
    first, second = server.requests
    assert made.secret
    assert renewed.secret
    signatures = [len(request.headers["webhook-signature"].split(" ")) for request in (first, second)]
    assert signatures == [2, 1]
    Webhook(made.secret).verify(first.body, first.headers)
    Webhook(renewed.secret).verify(first.body, first.headers)


def test_only_what_was_asked_for(kit: Kit) -> None:
    with http_server(fixed_answer(200)) as everything, http_server(fixed_answer(200)) as some:
        add(kit, everything.url)
        add(kit, some.url, "posts.edited")
        publish(kit, "Hello")
        kit.worker().drain()
    assert "posts.created" in names(everything.requests)
    assert some.requests == []


def test_who_reported_and_what_people_wrote_stays_inside(kit: Kit) -> None:
    with http_server(fixed_answer(200)) as server:
        add(kit, server.url, "moderation.reported", "posts.removed")
        post = do(kit, "ada", "town", CreateThread(kind="question", title="Mine", body="Ada's."))
        do(kit, OWNER, "town", FileReport("Post", post.id, "harassment"))
        do(kit, OWNER, "town", RemovePost(post.id, reason="I was rude to ada."))
        kit.worker().drain()
    reported, removed = (json.loads(request.body)["data"] for request in server.requests)
    assert reported["object"] == removed["post"] == str(post.id)
    assert "actor" not in reported
    assert removed["actor"], "the control: of other facts it is told"
    assert "reason" not in removed


def test_without_endpoints_nothing_is_delivered(kit: Kit) -> None:
    publish(kit, "Hello")
    worker = kit.worker()
    subscribers: list[str] = []
    deliver = worker._deliver
    worker._deliver = lambda pending: (subscribers.append(pending.subscriber), deliver(pending))[1]  # type: ignore[method-assign]
    worker.drain()
    assert not any(name.startswith("webhooks:send_webhook") for name in subscribers)


def test_a_ping_goes_to_one_alone(kit: Kit) -> None:
    with http_server(fixed_answer(200)) as one, http_server(fixed_answer(200)) as other:
        made = add(kit, one.url, "posts.edited")
        add(kit, other.url, "posts.edited")
        do(kit, OWNER, "town", PingEndpoint(made.id))
        kit.worker().drain()
    assert names(one.requests) == ["webhooks.endpoint_pinged"]
    assert other.requests == []


def test_is_tried_again_on_the_schedule_with_the_same_id(kit: Kit, clock: ManualClock) -> None:
    answers = iter([500, 503, 302, 200])
    tried: list[datetime] = []

    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        tried.append(clock())
        return next(answers), {}, b""

    with http_server(answer) as server:
        made = add(kit, server.url, "posts.created")
        publish(kit, "Hello")
        for _ in range(4):
            kit.worker().drain()
            assert kit.worker().drain().done == 0, "not before its time"
            clock.advance(RETRY_SCHEDULE[min(len(tried), 3) - 1] * 1.3)
        kit.worker().drain()
    assert len({request.headers["webhook-id"] for request in server.requests}) == 1
    assert len(server.requests) == 4
    after = ask(kit, OWNER, "town", ReadEndpoint(made.id))
    assert (after.delivered_count, after.failed_count, after.last_status, after.failing_since) == (
        1,
        3,
        200,
        None,
    )


def test_an_endpoint_that_is_gone_is_disabled_and_its_creator_notified(kit: Kit, clock: ManualClock) -> None:
    with http_server(fixed_answer(410)) as server:
        made = add(kit, server.url)
        publish(kit, "One", "Two")
        kit.worker().drain()
        clock.advance(timedelta(days=3))
        publish(kit, "Three")
        kit.worker().drain()
    assert len(server.requests) == 1
    after = ask(kit, OWNER, "town", ReadEndpoint(made.id))
    assert (after.disabled_reason, after.last_status) == ("gone", 410)
    assert kit.worker().parked() == ()


def test_what_never_answers_is_given_up_in_the_end(kit: Kit, clock: ManualClock) -> None:
    with http_server(fixed_answer(500)) as server:
        made = add(kit, server.url, "posts.created")
        publish(kit, "One", "Two")
        for pause in (*RETRY_SCHEDULE, timedelta()):
            kit.worker().drain()
            clock.advance(pause * 1.3)
        kit.worker().drain()
    assert len(server.requests) == len(RETRY_SCHEDULE) + 1, (
        "the second message is not tried once it is disabled"
    )
    after = ask(kit, OWNER, "town", ReadEndpoint(made.id))
    assert (after.disabled_reason, after.failed_count) == ("failing", len(RETRY_SCHEDULE) + 1)
    assert len(kit.worker().parked()) == 1


def test_a_poisoned_endpoint_delays_nobody(kit: Kit, clock: ManualClock) -> None:
    with http_server(fixed_answer(500)) as poisoned, http_server(fixed_answer(200)) as healthy:
        add(kit, poisoned.url, "posts.created")
        add(kit, healthy.url, "posts.created")
        publish(kit, "One", "Two", "Three")
        kit.worker().drain()
        titles = names(healthy.requests)
    assert titles == ["posts.created"] * 3
    assert len(poisoned.requests) == 1, "its later messages wait behind the first, in order"


def test_a_slow_endpoint_delays_nobody_where_there_are_threads(kit: Kit) -> None:
    arrived = threading.Event()

    def slow(request: Request) -> tuple[int, dict[str, str], bytes]:
        return (200, {}, b"") if arrived.wait(20) else (500, {}, b"")

    def quick(request: Request) -> tuple[int, dict[str, str], bytes]:
        arrived.set()
        return 200, {}, b""

    with http_server(slow) as first, http_server(quick) as second:
        add(kit, first.url, "posts.created")
        add(kit, second.url, "posts.created")
        publish(kit, "One")
        done = kit.worker(threads=4).drain()
    assert done.failed == 0
    assert len(first.requests) == len(second.requests) == 1


def test_what_leads_inside_is_not_called(
    url: str, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    """The name was harmless when it was added; where it leads is checked again each time."""
    with http_server(fixed_answer(200)) as server, closing(new_kit(url, clock=clock)) as kit:
        create_community(kit, members=("ada",))
        port = server.url.split(":")[2]
        made = add(kit, f"https://localhost:{port}")
        publish(kit, "Hello")
        with caplog.at_level(logging.CRITICAL, "commkit"):
            kit.worker().drain()
    assert server.requests == []
    assert ask_again(url, made, clock) >= 1


def ask_again(url: str, made: Endpoint, clock: ManualClock) -> int:
    with closing(new_kit(url, clock=clock)) as kit:
        return ask(kit, OWNER, "town", ReadEndpoint(made.id)).failed_count


def test_what_was_on_its_way_to_a_removed_endpoint_is_dropped(kit: Kit) -> None:
    with http_server(fixed_answer(200)) as server:
        made = add(kit, server.url, "posts.created")
        publish(kit, "Hello")
        route(kit._composition)
        do(kit, OWNER, "town", DeleteEndpoint(made.id))
        assert kit.worker().drain().failed == 0
    assert server.requests == []


def test_an_endpoint_that_is_gone_is_disabled_in_an_archived_community_too(kit: Kit) -> None:
    with http_server(fixed_answer(410)) as server:
        made = add(kit, server.url, "communities.archived")
        do(kit, OWNER, "town", ArchiveCommunity("It was good."))
        done = kit.worker().drain()
    assert (len(server.requests), done.failed) == (1, 0)
    assert ask(kit, OWNER, "town", ReadEndpoint(made.id)).disabled_reason == "gone"
