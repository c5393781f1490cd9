"""The rules that every plugin keeps, checked on this one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import insert

from commkit import SYSTEM, Feature, Kit, hookimpl
from commkit.members import AddMember
from commkit.notifications import MailSite
from commkit.posts import AttachmentId, AttachmentStatus, CreateThread, Post, PostId
from commkit.posts.attachments.tables import attachment
from commkit.spaces import CreateSpace, SpaceId
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about_post
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import MEMBER, NON_MEMBERS, Scenario
from commkit_articles import ApproveArticle, ArticleId, CreateArticle, PublishArticle, SubmitArticle
from commkit_media import (
    OVERALL,
    AccreditationId,
    AddAsset,
    AddEntry,
    AssetId,
    BindPage,
    CommentOnPage,
    CreateNewsletter,
    CreateShareLink,
    DecideAccreditation,
    DraftIssue,
    EditIssue,
    IssueId,
    ListReleases,
    ListShareLinks,
    Media,
    NewsletterAudience,
    NewsletterId,
    PageId,
    PressReleaseId,
    ReadMyAccreditation,
    RequestAccreditation,
    RequestSubscription,
    SetEmbargo,
    ShareLinkId,
    SubscriptionId,
    newsletter_feature,
)
from commkit_media.newsletters.subscribing.policy import EndedBy, hash_token, sign_end
from commkit_media.tables import newsletter_subscription
from tests.notifications.post_office import SITE

ENDS_AT = datetime(2199, 1, 1, 12, tzinfo=UTC)
READERS = {"visitor": "any"}
DESKS = {"member": "no", "editor": "any", "steward": "any"}
REPORTERS = {"member": "no", "editor": "any", "reporter": "any", "steward": "any"}
STARS = {OVERALL.name: 3}
BY_HAND = {
    "cadence": "by_hand",
    "at": "",
    "weekday": 0,
    "day": 1,
    "time_zone": "",
    "tags": (),
    "space": None,
    "series": None,
    "most": 20,
}
EDITORS = {"member": "no", "editor": "any", "moderator": "any", "steward": "any"}


def _name() -> str:
    return f"sport/{uuid4().hex}"


def _comment(scenario: Scenario, actor: str) -> PostId:
    """The thread of a page, on which this actor commented first."""
    return scenario.do(actor, CommentOnPage(_name(), "Well said.")).thread


def _page(scenario: Scenario, actor: str) -> PageId:
    thread = _comment(scenario, actor)
    return scenario.do(SYSTEM, BindPage(thread, _name())).id


def _other_page(cell: MatrixCell) -> PageId:
    return _page(cell.scenario, "creator")


def _opened(kind: str) -> Any:
    def make(scenario: Scenario, actor: str) -> PostId:
        return scenario.do(SYSTEM, CreateThread(kind=kind, title="The well", body="It is open.")).id

    return Fixture(make)


def _entry(scenario: Scenario, actor: str) -> PostId:
    ticker = scenario.do(SYSTEM, CreateThread(kind="ticker", title="The final", body="From 20:00.")).id
    return scenario.do(SYSTEM, AddEntry(ticker, "Goal!")).id


def _reply(scenario: Scenario, actor: str) -> PostId:
    return scenario.do(actor, CommentOnPage(_name(), "Well said.")).id


def _space(cell: MatrixCell) -> SpaceId:
    return cell.scenario.do(SYSTEM, CreateSpace(f"s{uuid4().hex}", "Sport")).id


def _applicant(scenario: Scenario, actor: str) -> str:
    """Who asks to be accredited: of the roles only a member, so that all others may still ask for it."""
    if actor == MEMBER:
        return actor
    somebody = f"press-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(somebody))
    return somebody


def _accreditation(scenario: Scenario, actor: str) -> AccreditationId:
    applicant = _applicant(scenario, actor)
    found = scenario.ask(applicant, ReadMyAccreditation())
    if found is not None:
        return found.id
    return scenario.do(applicant, RequestAccreditation("The Gazette")).id


def _granted(scenario: Scenario, actor: str) -> AccreditationId:
    asked = _accreditation(scenario, actor)
    return scenario.do(SYSTEM, DecideAccreditation(asked, grant=True)).id


def _release_article(scenario: Scenario, actor: str) -> ArticleId:
    article = scenario.do(
        actor, CreateArticle(kind="press_release", title=f"Well {uuid4().hex}", body="It opens.")
    )
    scenario.do(actor, SubmitArticle(article.id, article.version))
    scenario.do(SYSTEM, ApproveArticle(article.id, article.version))
    return article.id


def _published_article(scenario: Scenario, actor: str) -> ArticleId:
    article = _release_article(scenario, actor)
    scenario.do(SYSTEM, PublishArticle(article))
    return article


def _release(scenario: Scenario, actor: str) -> PressReleaseId:
    post = scenario.do(SYSTEM, PublishArticle(_release_article(scenario, actor)))
    views = scenario.ask(SYSTEM, ListReleases(limit=100)).items
    return next(view.release.id for view in views if view.release.post == post.id)


def _share_link(scenario: Scenario, actor: str) -> ShareLinkId:
    return scenario.do(SYSTEM, CreateShareLink(channel="letter", page="https://news.example/well")).id


def _embargoed(scenario: Scenario, actor: str) -> PressReleaseId:
    """A release under embargo, for a member who is accredited; a published one for all others, who agree to nothing."""
    if actor != MEMBER:
        return _release(scenario, actor)
    article = _release_article(scenario, actor)
    release = scenario.do(SYSTEM, SetEmbargo(article, f"{ENDS_AT:%Y-%m-%dT%H:%M:%S}", "UTC"))
    _granted(scenario, actor)
    return release.id


def _file(scenario: Scenario, uploader: Any) -> AttachmentId:
    """A stored file, as if the host had a store: the Kit of these rules has none."""
    id = uuid4()
    row = {
        "community_id": scenario.community.id,
        "id": id,
        "uploader": uploader,
        "post": None,
        "status": AttachmentStatus.STORED,
        "name": "well.png",
        "size": 5,
        "media_type": "image/png",
        "digest": "0",
        "created_at": scenario.clock(),
        "attached_at": None,
        "attempt": 1,
    }
    with scenario.kit.database.engine.begin() as connection:
        connection.execute(insert(attachment), row)
    return AttachmentId(id)


def _stored(cell: MatrixCell) -> AttachmentId:
    actor = cell.actor
    inside = isinstance(actor, str) and actor not in NON_MEMBERS
    return _file(cell.scenario, cell.scenario.member(actor) if inside else None)


def _asset(scenario: Scenario, actor: str) -> AssetId:
    kit = scenario.do(SYSTEM, CreateThread(kind="press_kit", title="The well", body="Pictures."))
    file = _file(scenario, scenario.member("steward"))
    return scenario.do(
        "steward",
        AddAsset(kit=kit.id, file=file, title="Well", credit="Ana", licence="CC0", uses="All."),
    ).id


def _token(cell: MatrixCell) -> str:
    id = _share_link(cell.scenario, "creator")
    links = cell.scenario.ask(SYSTEM, ListShareLinks(limit=100)).items
    return next(link.token for link in links if link.id == id)


def _newsletter(scenario: Scenario, actor: str) -> NewsletterId:
    return scenario.do(SYSTEM, CreateNewsletter("The week", NewsletterAudience.PUBLIC)).id


def _issue(scenario: Scenario, actor: str) -> IssueId:
    return scenario.do(SYSTEM, DraftIssue(_newsletter(scenario, actor))).issue.id


def _written_issue(scenario: Scenario, actor: str) -> IssueId:
    return scenario.do(SYSTEM, EditIssue(_issue(scenario, actor), introduction="Dear readers")).issue.id


def _address() -> str:
    return f"{uuid4().hex}@else.example"


def _confirm_token(cell: MatrixCell) -> str:
    """A token as the worker mails it."""
    address, token = _address(), uuid4().hex
    cell.scenario.do(SYSTEM, RequestSubscription(_newsletter(cell.scenario, "creator"), address))
    with cell.scenario.kit.database.engine.begin() as connection:
        mine = newsletter_subscription.c.address == address
        connection.execute(newsletter_subscription.update().where(mine).values(token=hash_token(token)))
    return token


def _end_token(cell: MatrixCell) -> str:
    ended = EndedBy(SubscriptionId(uuid4()), None)
    return sign_end(SITE.secret, cell.scenario.community.id, ended)


class MailingMedia(Media):
    """The plugin in a Kit that sends mail."""

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The features, with the port that addresses need."""
        for feature in super().commkit_features():
            yield feature.with_ports({MailSite: SITE}) if feature.name == newsletter_feature.name else feature


def by(roles: dict[str, str], **given: Any) -> Any:
    return allowed(**roles, given=given)


class TestMedia(PluginConformance):
    plugin = staticmethod(MailingMedia)
    type = "media"
    settings: ClassVar[Any] = {"media.pages": {"hosts": ["news.example"]}}
    sample_values: ClassVar[Any] = {
        "kind": ("talk", "article", "comment"),
        "page": ("sport/1", "sport/2"),
        "to": ("sport/1", "sport/2"),
        "section": ("sport",),
        "pages": (("sport/1", "sport/2"),),
        "stars": (STARS,),
        "slot": (1, 2),
        "local_time": ("2199-01-01T12:00:00",),
        "cadence": ("by_hand",),
        "at": ("",),
        "weekday": (0,),
        "day": (1,),
        "time_zone": ("UTC",),
        "confidence": (None, 0.9),
        "most": (1, 20),
        "address": ("zoe@else.example",),
    }
    private_messages = ("media.set_page_section",)
    fixtures: ClassVar[Any] = {
        "PageId": Fixture(_page),
        "AccreditationId": Fixture(_accreditation),
        "ArticleId": Fixture(_release_article),
        "PressReleaseId": Fixture(_release),
        "AssetId": Fixture(_asset),
        "ShareLinkId": Fixture(_share_link),
        "NewsletterId": Fixture(_newsletter),
        "IssueId": Fixture(_issue),
    }
    expected_permissions: ClassVar[Any] = {
        "media.comment_on_page": allowed(member="any", system="any", given={"page": lambda cell: _name()}),
        "media.bind_page": by(EDITORS, thread=Fixture(_comment), page=lambda cell: _name()),
        "media.move_page": by(EDITORS, to=lambda cell: _name()),
        "media.merge_pages": by(EDITORS, into=_other_page),
        "media.set_page_section": by(DESKS, section=lambda cell: _name(), space=_space),
        "media.list_page_sections": by(DESKS),
        "media.read_page": by(READERS, page="sport/1"),
        "media.view_page": by(READERS, page="sport/1", rendered=False),
        "media.count_pages": by(READERS, pages=("sport/1",)),
        "media.list_pages_of_threads": by(READERS, threads=()),
        "media.add_entry": by(REPORTERS, thread=_opened("ticker")),
        "media.correct_entry": by(REPORTERS, entry=Fixture(_entry), version=1),
        "media.pin_entry": by(REPORTERS, entry=Fixture(_entry)),
        "media.view_ticker": by(READERS, thread=_opened("ticker"), rendered=False),
        "media.write_review": allowed(
            member="any", system="no", given={"thread": _opened("review_page"), "stars": STARS}
        ),
        "media.read_my_review": by({"member": "any", "system": "any"}, thread=_opened("review_page")),
        "media.read_star_numbers": by(READERS, thread=_opened("review_page")),
        "media.list_stars": by(READERS, reviews=()),
        "media.feature_comment": by(DESKS, post=Fixture(_reply)),
        "media.unfeature_comment": by(DESKS, post=Fixture(_reply)),
        "media.list_featured_comments": by(READERS, thread=None),
        "media.set_closing": by(DESKS, thread=Fixture(_comment)),
        "media.read_closing": by(READERS, thread=Fixture(_comment)),
        "media.close_due_thread": allowed(system="any+removed"),
        "media.pin_to_front": by(DESKS, post=Fixture(_reply), slot=1),
        "media.clear_front_slot": by(DESKS, slot=1),
        "media.list_front_pins": by(DESKS),
        "media.read_front_page": by(READERS, rendered=False),
        "media.request_accreditation": allowed(member="any", system="no", given={"outlet": "The Gazette"}),
        "media.give_up_accreditation": allowed(member="any", system="no"),
        "media.read_my_accreditation": by({"member": "any", "system": "any"}),
        "media.decide_accreditation": by(DESKS, grant=True),
        "media.withdraw_accreditation": by(DESKS, accreditation=Fixture(_granted)),
        "media.list_accreditations": by(DESKS, state=None),
        "media.read_press_group": by(DESKS),
        "media.expire_accreditation": allowed(system="any+removed", archived=True),
        "media.accept_embargo": allowed(
            member="any", system="no", given={"release": Fixture(_embargoed), "ends_at": ENDS_AT}
        ),
        "media.open_release": by({"member": "any", "system": "any"}),
        "media.add_asset": by(
            DESKS | {"system": "no"},  # nobody uploads a file as the host
            kit=_opened("press_kit"),
            file=_stored,
            title="Well",
            credit="Ana",
            licence="CC0",
            uses="All.",
            release=None,
        ),
        "media.change_asset": by(DESKS, credit="Eva"),
        "media.withdraw_asset": by(DESKS),
        "media.read_asset": by(READERS),
        "media.count_download": allowed(system="any+removed", archived=True),
        "media.follow_share_link": by(READERS, token=_token),
        "media.set_embargo": by(DESKS, local_time="2199-01-01T12:00:00", time_zone="UTC", fold=None),
        "media.find_release": by(READERS, article=Fixture(_published_article)),
        "media.read_release": by(READERS),
        "media.list_releases": by(READERS),
        "media.list_embargo_readers": by(DESKS),
        "media.list_assets": by(READERS, release=None),
        "media.count_share": allowed(system="any+removed", archived=True),
        "media.create_share_link": by(
            DESKS, channel="letter", page="https://news.example/well", post=None, release=None
        ),
        "media.end_share_link": by(DESKS),
        "media.list_share_links": by(DESKS),
        "media.count_shares": by(DESKS, since=date(2026, 1, 1), until=date(2026, 1, 2)),
        "media.create_newsletter": by(DESKS, audience="public", **BY_HAND),
        "media.change_newsletter": by(DESKS, audience="public", **BY_HAND),
        "media.end_newsletter": by(DESKS),
        "media.read_newsletter": by(DESKS),
        "media.list_newsletters": by(READERS),
        "media.draft_issue": by(DESKS),
        "media.edit_issue": by(DESKS, posts=()),
        "media.send_issue": by(DESKS, issue=Fixture(_written_issue)),
        "media.preview_issue": by(DESKS),
        "media.list_issues": by(DESKS),
        "media.read_issue_numbers": by(DESKS),
        "media.subscribe_to_newsletter": allowed(member="any", system="no"),
        "media.unsubscribe_from_newsletter": allowed(archived=True, member="any+removed", system="no"),
        "media.request_subscription": by(READERS, address=lambda cell: _address()),
        "media.confirm_subscription": by(READERS, token=_confirm_token),
        "media.end_subscription": allowed(archived=True, visitor="any", given={"token": _end_token}),
        "media.import_subscribers": allowed(system="any", given={"addresses": ()}),
        "media.forget_address": allowed(
            archived=True, system="any", given={"address": lambda cell: _address()}
        ),
        "media.read_address": allowed(system="any", given={"address": lambda cell: _address()}),
        "media.send_due_issue": allowed(archived=True, system="any+removed"),
        "media.drop_unconfirmed": allowed(
            archived=True, system="any+removed", given={"subscription": lambda cell: uuid4()}
        ),
    }

    def test_what_pages_offer_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {Post: offered_about_post},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={},
        )
        assert not found, "\n".join(found)
