"""What a community type is made of. All of it is data: a type has no code of its own, its features have."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from attrs import field, frozen

from commkit.runtime.model.fields import Field, FieldSubject

OUTSIDER = "outsider"
"""No membership, and the community does not show its posts to such people."""
VISITOR = "visitor"
"""No membership, in a community that everybody may read."""
MEMBER = "member"
STEWARD = "steward"
OWNER = "owner"
SILENCED = "silenced"
"""A member who may read and react but not write, for a time."""
SUSPENDED = "suspended"
"""A member who may only read, for a time."""
BANNED = "banned"
SYSTEM_ROLE = "system"
"""The worker, importers and other code of the host that acts for nobody."""

RESTRICTED_ROLES = frozenset({SILENCED, SUSPENDED, BANNED})
"""What members count as while a restriction lasts."""
DERIVED_ROLES = frozenset({OUTSIDER, VISITOR, SILENCED, SUSPENDED, BANNED, SYSTEM_ROLE})
"""What somebody is for other reasons; a type may grant more to them, but no membership is given one of them."""

ROLE_ORDER = (OUTSIDER, VISITOR, MEMBER, STEWARD, OWNER)
"""The core's roles; each has all that the one before it has."""


def enough_for(permission: str) -> tuple[str, ...]:
    """What may be granted that is enough to try what needs a permission: it, or the same for some objects only."""
    return permission, f"{permission}:own", f"{permission}:space"


def permission_name(granted: str) -> str:
    """A permission as it is granted, without `:own` or `:space`."""
    return granted.partition(":")[0]


def _words(words: Iterable[str]) -> frozenset[str]:
    """As `frozenset`, which type checkers cannot make out as a converter."""
    return frozenset(words)


@frozen(kw_only=True)
class NotificationKind:
    """A kind of notification that a feature sends to members, who choose for each kind the channels it comes through.

    Attributes:
        name: `posts.create_reply`, `support.assigned`: the feature's plugin comes first.
        summary: When it is sent, one sentence for the member's settings.
        sentence: What a row of the inbox says, such as `{by} replied in “{title}”.`: with the name of who caused it and
            the title of the object. Empty for the summary, which also stands in where the object has no title.
        channels: Where it goes until the member says otherwise: `inbox`, `mail`.
        urgent: Whether it passes quiet hours and the mail budget; for what cannot wait, such as a cancellation.
        mail_text: What its mail says of the object as the member sees it, as plain text. Without one the mail has the
            summary and a link, and the text where the object is a post.
    """

    name: str
    summary: str
    sentence: str = ""
    channels: frozenset[str] = field(default=frozenset({"inbox"}), converter=_words)
    urgent: bool = False
    mail_text: Callable[[Any], str] | None = None


@frozen(kw_only=True)
class Role:
    """What a membership may do.

    Attributes:
        grants: Permissions beyond those its `like` role has; `posts.edit:own` holds for the actor's own objects only,
            `posts.edit:space` for what stands in a space that the actor moderates.
        like: The role it builds on; its own name where a feature already grants to it.
        staff: Whether those who hold it belong to the company that runs the community.
    """

    grants: frozenset[str] = field(default=frozenset(), converter=_words)
    like: str | None = None
    staff: bool = False


@frozen(kw_only=True)
class PostKind:
    """A kind of post with its state machine.

    Attributes:
        name: `question`, `answer`, `article`...
        replies: The kinds that may stand under it; the first one is meant when a reply names none.
        opens: Whether it can open a thread.
        staff_only: Whether only staff and the host open threads with it.
        titled: Whether such an opening post needs a title.
        states: Each state and the states it may move to; the first one is where a post starts.
        closed: The states in which nothing more is expected; the post leaves the unanswered pages.
        awaits: The reply kind it waits for; posts of such a kind count their answers.
        solved: The state an accepted answer brings it to.
        as_reply: The kind it becomes when it is moved below a post below which it may not stand; the first one that
            may where it is left out.
        fields: The fields of its posts.
    """

    name: str
    replies: tuple[str, ...] = ()
    opens: bool = False
    staff_only: bool = False
    titled: bool = True
    states: Mapping[str, tuple[str, ...]] = field(factory=lambda: {"open": ()})
    closed: frozenset[str] = field(default=frozenset(), converter=_words)
    awaits: str | None = None
    solved: str | None = None
    as_reply: str | None = None
    fields: tuple[Field, ...] = ()

    @property
    def first_state(self) -> str:
        """Where a post of this kind starts."""
        return next(iter(self.states))


@frozen(kw_only=True)
class TrustLevel:
    """What a member must have done to be trusted so far; a level is lost when its rule no longer holds.

    Attributes:
        name: Word for people.
        grants: Permissions that come with it.
        posts: Visible posts, at least.
        reactions: Reactions received, at least.
        removed: Posts removed by others, at most.
        age: Time since joining, at least.
    """

    name: str
    grants: frozenset[str] = field(default=frozenset(), converter=_words)
    posts: int = 0
    reactions: int = 0
    removed: int = 1_000_000
    age: timedelta = timedelta()


DEFAULT_TRUST = (
    TrustLevel(name="new"),
    TrustLevel(name="known", posts=3, removed=3, age=timedelta(days=1)),
    TrustLevel(name="regular", posts=20, reactions=10, removed=3, age=timedelta(days=15)),
    TrustLevel(name="pillar", posts=100, reactions=100, removed=3, age=timedelta(days=90)),
)


DEFAULT_FEATURES = ("posts",)
"""The features of a type that declares none; recognised by identity, as an equal tuple is a declaration."""
DEFAULT_REACTIONS: Mapping[str, int] = {"like": 1}
"""The reactions of a type that declares none; recognised by identity, too."""


@frozen
class CommunityType:
    """A named bundle of features with defaults: what a host picks when it creates a community.

    A type may be composed of others: `CommunityType("customer", composes=("support", "media"))` has the features of
    both. Where two of them say different things, its own word counts, then that of the first one named; see
    `commkit.runtime.composing.type_composition`.

    Attributes:
        name: `support`, `internal`... ; 1 to 64 characters; unique in a Kit.
        composes: Names of the types it is composed of; the first one named wins.
        features: Names of its features, in the order in which their gates, transforms and reactions run.
        post_kinds: The kinds of posts, in the order they are shown.
        reactions: Each reaction a member may give and what it adds to a post's score.
        roles: Roles beyond the core's, or more grants for these.
        trust: Trust levels from 0 upwards.
        settings: Defaults of features' settings, by feature name.
        archive_settings: Settings for a community that an importer creates and for which nobody answers yet.
        words: The type's names for objects, for user interfaces.
        summary: One sentence: for whom, for what.
        declares: Records for its features, as `Feature.declares`; one with the name of a feature's takes its place.
        fields: The fields of `event`, `suggestion` and `member`, and those of post kinds beside the kinds' own, as
            `post.question`.
    """

    name: str
    composes: tuple[str, ...] = field(kw_only=True, default=())
    features: tuple[str, ...] = field(kw_only=True, default=DEFAULT_FEATURES)
    post_kinds: tuple[PostKind, ...] = field(kw_only=True, default=())
    reactions: Mapping[str, int] = field(kw_only=True, default=DEFAULT_REACTIONS)
    roles: Mapping[str, Role] = field(kw_only=True, factory=dict)
    trust: tuple[TrustLevel, ...] = field(kw_only=True, default=DEFAULT_TRUST)
    settings: Mapping[str, Mapping[str, Any]] = field(kw_only=True, factory=dict)
    archive_settings: Mapping[str, Mapping[str, Any]] = field(kw_only=True, factory=dict)
    words: Mapping[str, str] = field(kw_only=True, factory=dict)
    summary: str = field(kw_only=True, default="")
    declares: tuple[Any, ...] = field(kw_only=True, default=())
    fields: Mapping[str, tuple[Field, ...]] = field(kw_only=True, factory=dict)

    def kind(self, name: str) -> PostKind | None:
        """The post kind of that name, or None."""
        return next((kind for kind in self.post_kinds if kind.name == name), None)

    def declared_fields(self, subject: FieldSubject, kind: str = "") -> tuple[Field, ...]:
        """The fields that a thing can be given.

        Args:
            subject: What it is.
            kind: Of a post, its kind.
        """
        if subject != "post":
            return tuple(self.fields.get(subject, ()))
        own = self.kind(kind)
        return (*(own.fields if own is not None else ()), *self.fields.get(f"post.{kind}", ()))

    def all_fields(self, subject: FieldSubject) -> dict[str, Field]:
        """The fields that things of a subject can have, whatever their kind, by name."""
        if subject != "post":
            return {its.name: its for its in self.declared_fields(subject)}
        return {its.name: its for kind in self.post_kinds for its in self.declared_fields("post", kind.name)}
