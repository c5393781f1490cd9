"""What people around the simulated magazine do beyond talking."""

from commkit_demo.media.desk import Desk
from commkit_demo.media.live import Live
from commkit_demo.media.readers import Readers
from commkit_demo.simulation import MemberAction


def media_actions() -> tuple[MemberAction, ...]:
    """Reporters write, editors review and choose, experts answer, readers comment, ask and review."""
    desk, live = Desk(), Live()
    readers = Readers(desk)
    return (
        desk.write,
        desk.submit_again,
        desk.review,
        desk.notice,
        desk.find_mistake,
        desk.correct,
        live.open,
        live.report,
        live.ask,
        live.answer,
        live.review,
        readers.comment_on_page,
        readers.feature,
        readers.pin,
    )
