"""The feature of the scope, with its settings."""

from typing import Annotated

from attrs import frozen

from commkit import Feature, Text
from commkit_topical.policy import raise_if_invalid

_MOST_SUBJECT = 300
_MOST_OUTSIDE = 20


@frozen
class ScopeSettings:
    """What the community is about. It is founded with a subject, or not at all.

    Attributes:
        subject: What opinions are exchanged about, in a sentence of at most 300 characters.
        outside: What does not belong here, each in a few words; at most 20.

    Raises:
        Invalid: The subject is too long, or what is outside is too much or empty (`topical.bad_settings`).
    """

    subject: Annotated[str, Text(max=_MOST_SUBJECT, min=0)] = ""
    outside: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = []
        if len(self.subject) > _MOST_SUBJECT:
            faults.append(("subject", "too_long", f"say it in {_MOST_SUBJECT} characters"))
        if len(self.outside) > _MOST_OUTSIDE:
            faults.append(("outside", "too_many", f"name at most {_MOST_OUTSIDE}"))
        if not all(0 < len(each.strip()) <= _MOST_SUBJECT for each in self.outside):
            faults.append(("outside", "bad_text", f"say each in 1 to {_MOST_SUBJECT} characters"))
        raise_if_invalid(faults)


scope_feature = Feature(
    "topical.scope",
    settings=ScopeSettings(),
    grants={"visitor": {"topical.read_scope"}},
)
"""What a community is about."""
