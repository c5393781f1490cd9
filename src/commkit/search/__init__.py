"""Search: finding what one may see."""

from commkit.search.feature import search

__all__ = ["search"]
