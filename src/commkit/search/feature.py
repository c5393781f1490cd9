"""The feature of search: finding what one may see."""

from commkit.runtime.features import Feature

search = Feature("search")
"""The feature of search: finding what one may see."""
