"""The rules of linked identities that need no database."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import CommunityId
from commkit_gaming import PlatformAccount
from commkit_gaming.linked_identities.policy import account_hash, checked_account

ACCOUNTS = st.tuples(st.uuids().map(CommunityId), st.text(max_size=6), st.text(max_size=6))
SECRET = "s" * 32


def hashed(one: tuple[CommunityId, str, str], secret: str = SECRET) -> str:
    return account_hash(secret, *one)


@given(ACCOUNTS, ACCOUNTS)
def test_hashes_are_alike_for_the_same_account_alone(one: Any, other: Any) -> None:
    assert (hashed(one) == hashed(other)) is (one == other)
    assert hashed(one) != hashed(one, "t" * 32)


def test_a_name_and_an_id_that_run_together_alike_are_two_accounts() -> None:
    here = CommunityId(UUID(int=1))
    assert hashed((here, "go", "od")) != hashed((here, "goo", "d"))


@given(st.text(max_size=300), st.text(max_size=120))
def test_what_is_stored_is_within_its_bounds_or_refused(account: str, handle: str) -> None:
    told = PlatformAccount(account, handle)
    try:
        assert checked_account(told) is told
    except ValueError:
        return
    assert 0 < len(account) <= 255
    assert 0 < len(handle) <= 100
    assert handle.isprintable()


@pytest.mark.parametrize("answer", [7, "owl", ("1", "Owl"), PlatformAccount(b"1", "Owl")])  # type: ignore[arg-type]
def test_what_is_no_account_is_refused(answer: Any) -> None:
    with pytest.raises(TypeError):
        checked_account(answer)
