"""What an object of Discourse's API is, by the names of its values, and which of them are private."""

from collections.abc import Mapping
from typing import Any

from commkit.importers.discussions.records import RowRejected

_PRIVATE = frozenset({
    "bio_raw", "date_of_birth", "email", "emails", "ip_address", "key", "last_emailed_at", "last_seen_at", "location",
    "recipient_email", "registration_ip_address", "reply_key", "secondary_emails", "to_address", "unconfirmed_emails",
    "user_date_of_birth", "website",
})  # fmt: skip
_AVATAR = "avatar_template"
_MOST = 10**12


def is_post(value: Mapping[str, Any]) -> bool:
    """Whether it is a post."""
    return "post_number" in value and "topic_id" in value and ("cooked" in value or "raw" in value)


def is_topic(value: Mapping[str, Any]) -> bool:
    """Whether it is a topic."""
    return "id" in value and "title" in value and ("posts_count" in value or "post_stream" in value)


def is_upload(value: Mapping[str, Any]) -> bool:
    """Whether it is an uploaded file."""
    return "original_filename" in value and "filesize" in value


def is_user(value: Mapping[str, Any]) -> bool:
    """Whether it is a user, and not only the name of one."""
    return "username" in value and "id" in value and ("trust_level" in value or "created_at" in value)


def number_of(value: Mapping[str, Any], name: str) -> int:
    """A whole number.

    Raises:
        RowRejected: There is none.
    """
    number = value.get(name)
    if type(number) is not int or not -_MOST <= number <= _MOST:
        raise RowRejected(f"no {name}" if number is None else f"malformed: {name}")
    return number


def private_values(value: Mapping[str, Any]) -> dict[str, int]:
    """The private values of an object that are not empty, each counted once; a Gravatar is made of an address."""
    found = {name: 1 for name in sorted(_PRIVATE & value.keys()) if value[name] not in (None, "", [], {})}
    avatar = value.get(_AVATAR)
    if isinstance(avatar, str) and "gravatar" in avatar:
        found[_AVATAR] = 1
    return found
