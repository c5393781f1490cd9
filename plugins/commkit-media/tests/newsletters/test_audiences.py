"""A newsletter for a group: who sees it, who may subscribe, and who gets an issue."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Invalid, NotFound
from commkit.members import AddGroupMember, CreateGroup, GroupId, LeaveGroup, RemoveGroupMember
from commkit.spaces import StartConversation
from commkit_media import (
    ChangeNewsletter,
    CreateNewsletter,
    DecideAccreditation,
    ListNewsletters,
    NewsletterAudience,
    ReadNewsletter,
    ReadPressGroup,
    RequestAccreditation,
    RequestSubscription,
    SubscribeToNewsletter,
)
from tests.newsletter_desk import Desk

GROUP, PUBLIC = NewsletterAudience.GROUP, NewsletterAudience.PUBLIC


def group_of(desk: Desk, *members: str, **more: Any) -> GroupId:
    made = desk.town.do(SYSTEM, CreateGroup("night-shift", "Night shift", **more))
    for name in members:
        desk.town.do(SYSTEM, AddGroupMember(made.id, desk.town.member(name)))
    return GroupId(made.id)


def test_it_is_there_for_the_group_and_its_editors_alone(desk: Desk) -> None:
    newsletter = desk.newsletter(GROUP, group=group_of(desk, "ada"))
    assert newsletter.group is not None
    assert desk.town.ask("edi", ReadNewsletter(newsletter.id)) == newsletter
    assert [offer.audience for offer in desk.town.ask("ada", ListNewsletters())] == [GROUP]
    assert desk.town.do("ada", SubscribeToNewsletter(newsletter.id)) is True
    for actor in ("bob", None):
        assert desk.town.ask(actor, ListNewsletters()) == ()
    with pytest.raises(NotFound):
        desk.town.do("bob", SubscribeToNewsletter(newsletter.id))
    with pytest.raises(NotFound):
        desk.town.do(None, RequestSubscription(newsletter.id, "zoe@else.example"))
    with desk.town.refused("media.members_only", Conflict):
        desk.town.do("ada", RequestSubscription(newsletter.id, "zoe@else.example"))
    with desk.town.refused("media.not_in_audience", Conflict):
        desk.town.do("edi", SubscribeToNewsletter(newsletter.id))


def test_who_is_in_the_group_when_an_issue_is_sent_gets_it(desk: Desk) -> None:
    group = group_of(desk, "ada", "bob")
    newsletter = desk.newsletter(GROUP, group=group)
    desk.subscribed(newsletter, "ada", "bob")
    desk.town.do(SYSTEM, RemoveGroupMember(group, desk.town.member("bob")))
    desk.published()
    desk.sent(newsletter)
    assert desk.office.receivers == ["ada@example.org"]
    desk.forget_mails()
    desk.town.do(SYSTEM, AddGroupMember(group, desk.town.member("bob")))
    desk.published(title="Another one")
    desk.sent(newsletter)
    assert sorted(desk.office.receivers) == ["ada@example.org", "bob@example.org"]


def test_it_goes_to_nobody_else_who_subscribed_while_it_was_for_all(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example")
    desk.subscribed(newsletter, "ada", "cid")
    group = group_of(desk, "ada")
    desk.town.do("edi", ChangeNewsletter(newsletter.id, newsletter.title, GROUP, group=group))
    desk.published()
    desk.sent(newsletter)
    assert desk.office.receivers == ["ada@example.org"]


def test_the_accredited_are_a_group_that_editors_name_without_being_in_it(desk: Desk) -> None:
    asked = desk.town.do("ada", RequestAccreditation("The Gazette"))
    desk.town.do("edi", DecideAccreditation(asked.id, grant=True))
    group = desk.town.ask("edi", ReadPressGroup())
    newsletter = desk.newsletter(GROUP, group=group)
    desk.subscribed(newsletter, "ada")
    assert desk.town.ask("bob", ListNewsletters()) == ()
    desk.published()
    desk.sent(newsletter)
    assert desk.office.receivers == ["ada@example.org"]


def test_a_group_is_named_where_it_counts_and_seen_by_who_names_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    group = group_of(desk, "ada", open=True)
    for audience, named in ((GROUP, None), (PUBLIC, group)):
        with pytest.raises(Invalid):
            desk.town.do("edi", CreateNewsletter("The night", audience, group=named))
    with pytest.raises(NotFound):
        desk.town.do("edi", CreateNewsletter("The night", GROUP, group=GroupId(desk.newsletter().id)))
    walled = desk.town.do("edi", StartConversation((desk.town.member("ada"),))).audience
    with pytest.raises(Invalid) as refused:
        desk.town.do("edi", CreateNewsletter("The night", GROUP, group=walled))
    assert [(error.path, error.code) for error in refused.value.errors] == [("group", "walled")]
    newsletter = desk.newsletter(GROUP, group=group)
    changed = desk.town.do("edi", ChangeNewsletter(newsletter.id, "The day", GROUP, group=group))
    assert (changed.title, changed.group) == ("The day", group)
    desk.town.do("ada", LeaveGroup(group))
    assert all(offer.audience is not GROUP for offer in desk.town.ask("ada", ListNewsletters()))
