from datetime import *
import socket, time
from commkit import *
from commkit import SYSTEM
from commkit.communities import *
from commkit.members import *
from commkit.posts import *
from commkit.moderation import *
from commkit.search import Search, index
from commkit.members import Profile
from tests.acting import ask, do
from tests.sample import OWNER, found
import pytest

HUGE = 1e13
@pytest.mark.parametrize("name", ["repeat_within","rate_within","slow_mode","claim_lasts","strike_lasts","suspend_for","appeal_within"])
@pytest.mark.parametrize("value", [HUGE, -1.0])
def test_huge(sqlite_kit, name, value):
    with pytest.raises(Invalid):
        found(sqlite_kit, settings={"moderation": {name: value}})

def test_reasons(postgres_kit):
    kit = postgres_kit
    with pytest.raises(Invalid):
        found(kit, settings={"moderation": {"reasons": {"spam": 2**62}}}, members=("ada",))

def test_rule(postgres_kit):
    with pytest.raises(Invalid):
        found(postgres_kit, settings={"moderation": {"review_rule": "x"*1000}})

def test_edit_title_only(sqlite_kit):
    kit=sqlite_kit
    found(kit, settings={"moderation": {"length": "refuse", "shortest": 20}}, members=("ada",))
    p = do(kit, "ada", "town", Publish(kind="question", title="Short", body="This is long enough for everybody here."))
    do(kit, "ada", "town", EditPost(post=p.id, version=p.version, title="Other"))

def test_long_word(kit):
    found(kit, members=("ada",))
    p = do(kit, "ada", "town", Publish(kind="question", title="㌖"*300, body="㌖"*3000))
    r = ask(kit, "ada", "town", Search("㌖"*500))
    r = ask(kit, "ada", "town", Search("㌖"*300))
    print(len(r.hits))

def test_1969(kit):
    found(kit, members=("ada",))
    with kit.session(SYSTEM, "town") as s:
        from uuid import uuid4
        class X: pass
        for i in range(3):
            index(s, record="Idea", object=uuid4(), title="moon landing", body="x", permission="posts.read", at=datetime(1969,7,20+i,tzinfo=UTC))
    assert len(ask(kit, "ada", "town", Search("moon")).hits) == 3
    a = ask(kit, "ada", "town", Search("moon", order="newest", limit=2))
    assert len(a.hits)==2
    assert len(ask(kit, "ada", "town", Search("moon", order="newest", limit=2, after=a.next)).hits) == 1

def test_search_slow(sqlite_kit):
    kit=sqlite_kit
    found(kit, members=("ada",))
    for i in range(20):
        do(kit, "ada", "town", Publish(kind="question", title="t", body=("é lorem ipsum "*3000)[:39000]+" needle"))
    t=time.perf_counter()
    ask(kit, "ada", "town", Search("needle", limit=20))
    print("TIME", time.perf_counter()-t)
    assert 0
