"""Notifications about test panels, sent by the worker after the commit."""

from commkit.feedback.feature import feedback
from commkit.feedback.panels.facts import PanelConsentUpdated
from commkit.feedback.panels.jobs import NotifyPanelists
from commkit.runtime.delivery.deliveries import Delivery


@feedback.subscribes_to(PanelConsentUpdated)
def notify_panelists_of_consent(delivery: Delivery, fact: PanelConsentUpdated) -> None:
    """Notify the first batch of panelists; the command schedules the next batch itself."""
    with delivery.context(once=True) as context:
        context.do(NotifyPanelists(panel=fact.panel))
