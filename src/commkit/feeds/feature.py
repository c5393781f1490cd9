"""The feature of feeds, with its settings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from commkit.feeds.contents.records import (
    EntryDetails,
    EntryNotice,
    EntrySource,
    FeedChannel,
    FeedPosts,
    PostFeed,
)
from commkit.feeds.policy import PODCAST_CATEGORIES
from commkit.feeds.records import FeedTokenOwner
from commkit.feeds.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.types import MEMBER, SILENCED, SUSPENDED, SYSTEM_ROLE, VISITOR

_OWN = frozenset({"feeds.manage_tokens"})
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}")
_IMAGE = re.compile(r"https?://[!-~]{1,500}")
_MAX_COPYRIGHT = 500


@frozen(kw_only=True)
class FeedSettings:
    """What the feeds of a community say of themselves.

    Attributes:
        language: The language of its texts (BCP 47), such as `de` or `pt-BR`; empty where it is not said.
        image: The address of a picture for readers and podcast directories, PNG or JPEG; empty for none.
        category: A category of Apple's directory of podcasts, such as `Technology`; empty where it is not said.
        explicit: Whether recordings are for adults only.
        copyright: Whose rights the texts are, in a line; empty where it is not said.

    Raises:
        Invalid: A value cannot stand in a feed (`feeds.bad_settings`).
    """

    language: str = ""
    image: str = ""
    category: str = ""
    explicit: bool = False
    copyright: str = ""

    def __attrs_post_init__(self) -> None:
        faults = []
        if self.language and not _LANGUAGE.fullmatch(self.language):
            faults.append(FieldError("language", "malformed", "give a language tag, such as `de` or `pt-BR`"))
        if self.image and not _IMAGE.fullmatch(self.image):
            faults.append(
                FieldError("image", "no_url", "give an absolute URL, such as https://example.org/a.png")
            )
        if self.category and self.category not in PODCAST_CATEGORIES:
            known = ", ".join(sorted(PODCAST_CATEGORIES))
            faults.append(FieldError("category", "unknown", f"choose one of: {known}"))
        if len(self.copyright) > _MAX_COPYRIGHT or len(self.copyright.splitlines()) > 1:
            faults.append(
                FieldError("copyright", "too_long", f"give one line of at most {_MAX_COPYRIGHT} characters")
            )
        if faults:
            raise Invalid(faults, code="feeds.bad_settings")


feeds = Feature(
    "feeds",
    tables=metadata,
    migrations="commkit.migrations",
    settings=FeedSettings(),
    collects=(PostFeed, EntrySource),
    grants={
        VISITOR: {"feeds.read"},
        MEMBER: _OWN,
        SILENCED: _OWN,
        SUSPENDED: _OWN,
        SYSTEM_ROLE: {"feeds.use_tokens"},
    },
    persons_only=("feeds.manage_tokens",),
    system_only=("feeds.use_tokens",),
    records=(FeedTokenOwner, FeedPosts, EntryDetails, EntryNotice, FeedChannel),
)
"""The feature of feeds; every community has it."""


@feeds.checks_declared
def check_paths(declared: Mapping[type, Sequence[Any]]) -> Iterable[str]:
    """Each list has addresses of its own."""
    seen: dict[str, str] = {}
    for each in declared[PostFeed]:
        if each.path in seen:
            yield f"the feeds {seen[each.path]!r} and {each.name!r} both have the path {each.path!r}; change one"
        seen[each.path] = each.name
