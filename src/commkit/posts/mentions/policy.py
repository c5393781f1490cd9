"""Which names a text mentions."""

from commkit.rendering import extract_mentions


def mentioned_names(body: str, markup: str) -> tuple[str, ...]:
    """The names that a text mentions, in order, none twice: what is shown as a mention when it is rendered."""
    if "@" not in body and (markup != "html" or "&" not in body):
        return ()
    return extract_mentions(body, markup=markup)
