"""Who sees consultations."""

from commkit.spaces import outside_audience
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.records import Consultation

consultation_feature.hides(Consultation)(outside_audience)
