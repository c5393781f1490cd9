"""What the processes of tests would each load and build again; loaded once, before they are forked."""

from contextlib import closing

from commkit.posts import CreateThread
from tests.sample import OWNER, create_community, new_kit

with closing(new_kit("sqlite://")) as kit:
    kit.migrate()
    create_community(kit)
    with kit.session(OWNER, "town", idempotency_key="k") as session:
        session.do(CreateThread(kind="question", title="Why?", body="To load it."))
    kit.worker().drain()
