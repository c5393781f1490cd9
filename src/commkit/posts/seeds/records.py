"""Seed threads as types declare them, and what became of them in a community."""

from attrs import frozen

from commkit.runtime.model.errors import FieldError, Invalid


@frozen(kw_only=True)
class SeedThread:
    """A thread for a new community, in the community's own name; a type or a feature declares it.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        kind: A post kind of the type that opens threads.
        title: Its title.
        body: Its text, as Markdown.
        tags: Its tags.
        pinned: Whether it is pinned.

    Raises:
        Invalid: It says nothing (`posts.bad_seed`).
    """

    name: str
    kind: str
    title: str
    body: str
    tags: tuple[str, ...] = ()
    pinned: bool = True

    def __attrs_post_init__(self) -> None:
        faults = [
            FieldError(name, "required", f"give its {name}")
            for name in ("title", "body")
            if not getattr(self, name).strip()
        ]
        if faults:
            raise Invalid(faults, code="posts.bad_seed")


@frozen
class SeedThreadStatus:
    """A seed thread, and whether it was opened here.

    Attributes:
        name: Its name.
        title: The title that it is opened with.
        opened: Whether it was, even if it was removed since.
    """

    name: str
    title: str
    opened: bool
