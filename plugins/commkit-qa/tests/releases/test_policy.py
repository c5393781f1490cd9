"""Which posts a release asks about; always."""

from hypothesis import given
from hypothesis import strategies as st

from commkit_qa.freshness.policy import VersionRange, version_rank
from commkit_qa.releases.policy import is_ahead, is_asked_about

RANKS = [version_rank(f"{number}.0") for number in range(1, 7)]
ONE = st.sampled_from(RANKS)
RANGES = st.builds(
    lambda ends: VersionRange(*ends),
    st.tuples(st.one_of(st.none(), ONE), st.one_of(st.none(), ONE)).filter(
        lambda ends: None in ends or ends[0] <= ends[1]
    ),
)


@given(RANGES, ONE, st.one_of(st.none(), ONE))
def test_only_what_claims_to_work_in_the_release_is_asked_about(
    claim: VersionRange, release: bytes, former: bytes | None
) -> None:
    if is_asked_about(claim, release, former):
        assert claim.holds(release)
        assert former is None or claim.holds(former)


@given(RANGES, ONE)
def test_what_was_written_for_the_release_is_not_asked_about(claim: VersionRange, release: bytes) -> None:
    if claim.since == release:
        assert not is_asked_about(claim, release, None)


@given(st.lists(ONE), ONE)
def test_of_all_releases_the_highest_ones_are_ahead(known: list[bytes], rank: bytes) -> None:
    assert is_ahead(rank, known) == (rank > max(known, default=b""))
