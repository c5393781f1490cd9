"""The worker's own message of the plugin."""

from commkit_ama.hours.jobs import AdvanceQuestionHour

__all__ = ["AdvanceQuestionHour"]
