"""The feature of privacy: a person's data, handed out and erased."""

from commkit.runtime.features import Feature

privacy = Feature("privacy")
"""The feature of privacy: a person's data, handed out and erased."""
