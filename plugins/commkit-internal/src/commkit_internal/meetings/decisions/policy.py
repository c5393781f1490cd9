"""The rules of decisions."""


def topic_of(said: str) -> str:
    """A topic as it is kept and looked for: without blanks around it, in small letters."""
    return said.strip().casefold()[:100]
