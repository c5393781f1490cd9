"""The worker's own messages of the plugin."""

from commkit_opinion.consultations.jobs import ExpireConsultation
from commkit_opinion.maps.runs.jobs import ComputeOpinionMap

__all__ = ["ComputeOpinionMap", "ExpireConsultation"]
