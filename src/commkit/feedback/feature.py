"""The feature of feedback: ideas, problems, praise, questions, surveys and test panels."""

from commkit.runtime.features import Feature

feedback = Feature("feedback")
"""The feature of feedback: ideas, problems, praise, questions, surveys and test panels."""
