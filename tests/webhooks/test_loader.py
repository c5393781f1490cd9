"""The loader of endpoints: whoever may not manage them does not learn that there are any, by whatever way they ask."""

import pytest

from commkit import SYSTEM, Kit, NotFound
from commkit.testing.contexts import context_of
from commkit.webhooks import CreateEndpoint, Endpoint
from tests.helpers import assert_refused, do
from tests.sample import OWNER, create_community


@pytest.fixture
def endpoint(kit: Kit) -> Endpoint:
    create_community(kit, members=("ada",))
    return do(kit, OWNER, "town", CreateEndpoint("https://hooks.example/in", facts=("posts.created",)))


@pytest.mark.parametrize("actor", ["ada", "nobody that is known", None])
def test_who_may_not_manage_endpoints_loads_none(kit: Kit, endpoint: Endpoint, actor: str | None) -> None:
    with kit.session(actor, "town", read_only=True) as session, assert_refused(NotFound, "runtime.not_found"):
        context_of(session).get(Endpoint, endpoint.id)


def test_who_may_manage_endpoints_loads_them_without_their_secret(kit: Kit, endpoint: Endpoint) -> None:
    for actor in (OWNER, SYSTEM):
        with kit.session(actor, "town", read_only=True) as session:
            loaded = context_of(session).get(Endpoint, endpoint.id)
        assert (loaded.id, loaded.url, loaded.secret) == (endpoint.id, endpoint.url, None)
