"""The feature of reproduction, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit.posts import normalize_tag
from commkit_developer.policy import raise_if_invalid
from commkit_developer.reproduction.records import QuestionTemplate, TemplateField

BODY_TEMPLATE = """\
## What I want to do

## What I tried

```python
```
"""
"""The text that a question begins with by default; the language behind the backticks decides how code is coloured."""

MAX_TEMPLATE = 10_000


@frozen
class ReproductionSettings:
    """What questions about faults need.

    Attributes:
        required_for_tags: Tags whose questions need `expected`, `got` and `steps`, as far as their kind has these
            fields; 50 at most. Nobody is asked for them where somebody else adds the tag later.
        body_template: The text that a question begins with, Markdown of at most 10,000 characters; empty for none. A
            question that says nothing beyond it is refused.

    Raises:
        Invalid: There are too many tags, a tag is not in its stored form, or the template is too long
            (`developer.bad_settings`).
    """

    required_for_tags: tuple[str, ...] = ("bug",)
    body_template: str = BODY_TEMPLATE

    def __attrs_post_init__(self) -> None:
        faults = [
            ("required_for_tags", "not_stored_form", f"write {normalize_tag(tag)!r} instead of {tag!r}")
            for tag in self.required_for_tags
            if normalize_tag(tag) != tag
        ]
        if len(self.required_for_tags) > 50:
            faults.append(("required_for_tags", "too_many", "name at most 50 tags"))
        if len(self.body_template) > MAX_TEMPLATE:
            faults.append(("body_template", "too_long", f"shorten it to {MAX_TEMPLATE} characters"))
        raise_if_invalid(faults)


reproduction_feature = Feature(
    "developer.reproduction",
    settings=ReproductionSettings(),
    requires=("qa.questions",),
    records=(QuestionTemplate, TemplateField),
)
"""What questions about faults say: what was expected, what came instead, how to get there, and with which version."""
