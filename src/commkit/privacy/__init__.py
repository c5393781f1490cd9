"""Privacy: a person's data, handed out and erased."""

from commkit.privacy.feature import privacy

__all__ = ["privacy"]
