"""Which posts wait for reviewers, who is given them, and what becomes of a claim."""

from datetime import timedelta
from typing import Any

from commkit_developer import *


def test_smoke(sqlite_desk: Any) -> None:
    desk = sqlite_desk
    town = desk.town
    q = town.question()
    r = desk.claim("bob")
    assert r.post == q.id
    assert desk.claim("bob") == r
    assert desk.claim("cid") is None
    print(town.ask("bob", ListReviewQueues()))
    print(desk.decide("bob", r, "fine"))
    print(desk.review("cid", "fine"))
    print(town.ask("bob", ListReviewQueues()))
    print(town.ask("bob", ListReviews()))
    town.do("bob", VoteToClose(q.id, "developer.off_topic"))
    print(town.ask("cid", ListReviewQueues()))
    desk.review("cid", "close", ReviewQueue.CLOSE_VOTES, reason="developer.off_topic")
    desk.review("dan", "close", ReviewQueue.CLOSE_VOTES, reason="developer.off_topic")
    town.do("bob", VoteToReopen(q.id))
    desk.review("cid", "leave_closed", ReviewQueue.REOPEN_VOTES)
    print(town.ask("max", ReadReviewNumbers()))
    desk.settings(audit_percent=100)
    desk.town.question(by="max")
    print(desk.claim("eve"))
    print(desk.review("eve", "acted"))
    print(town.ask("cid", ListReviewQueues()))
