"""What the worker does after votes: it waits for further ones, then computes the map outside of any transaction."""

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from uuid import UUID

from attrs import asdict, evolve, field, frozen

from commkit import Context, Delivery, MemberId
from commkit_opinion.consultations.facts import ConsultationClosed
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.importing.facts import BallotsImported
from commkit_opinion.maps.arrays.records import Clustering, ComputedMap
from commkit_opinion.maps.facts import OpinionMapComputed, OpinionMapDue
from commkit_opinion.maps.feature import MapSettings, map_feature
from commkit_opinion.maps.runs import statements as sql
from commkit_opinion.maps.runs.jobs import mark_due
from commkit_opinion.maps.runs.policy import can_compute, digest_of
from commkit_opinion.maps.runs.records import MapCount, MapGroup, MapPlace, MapProblem, MapRun
from commkit_opinion.proposing.facts import StatementDecided, StatementProposed
from commkit_opinion.proposing.records import StatementId
from commkit_opinion.voting.facts import StatementVoteCast
from commkit_opinion.voting.records import OpinionChoice

_VALUES = {OpinionChoice.AGREE: 1, OpinionChoice.DISAGREE: -1, OpinionChoice.PASS: 0}


@map_feature.subscribes_to(
    StatementVoteCast, BallotsImported, StatementProposed, StatementDecided, ConsultationClosed
)
def schedule_run(delivery: Delivery, fact: Any) -> None:
    """Schedule a run after what changes the votes that count; after the commit, so that the run sees them."""
    with delivery.context() as context:
        mark_due(context, fact.consultation, after=context.settings(MapSettings).every)


def consultation_of(unit: Any, row: Any) -> Iterator[str]:
    """A stream for each consultation: a large one delays no other one."""
    yield str(json.loads(row.body)["consultation"])


@frozen(kw_only=True)
class _Votes:
    """What a map is computed of.

    Attributes:
        run: The run before.
        digest: The hash of the votes.
        statements: The accepted statements, by their positions.
        count: How many votes there are.
        voters: How many members voted, on whatever statement.
        people: The members, by the rows of the matrix.
        matrix: The votes; None where nothing is computed.
        before: The group of each of them in the run before.
    """

    run: MapRun
    digest: str
    statements: list[StatementId]
    count: int
    voters: int
    people: list[MemberId] = field(factory=list)
    matrix: Any = None
    before: list[int] | None = None


@map_feature.subscribes_to(OpinionMapDue, targets=consultation_of)
def compute_when_due(delivery: Delivery, fact: OpinionMapDue) -> None:
    """Read the votes, compute the map, and store it unless a later run was begun; nothing where no vote changed."""
    with delivery.context(read_only=True) as context:
        votes = _read(context, fact.consultation, fact.turn)
    if votes is None:
        return
    computed = _computed(votes) if votes.matrix is not None else None
    with delivery.context() as context:
        _store(context, fact, votes, computed)


def _read(context: Context, consultation: ConsultationId, turn: int) -> _Votes | None:
    run = context.one(sql.ONE, consultation=consultation)
    if run is None or run.turn != turn:
        return None
    tallies = context.rows(sql.TALLIES, consultation=consultation)
    digest = digest_of(tallies)
    computes = can_compute()
    if digest == run.digest and (run.problem is MapProblem.NO_EXTRA) is not computes:
        return None
    ((voters,),) = context.rows(sql.COUNT_VOTERS, consultation=consultation)
    votes = _Votes(
        run=run,
        digest=digest,
        statements=[StatementId(row[0]) for row in tallies],
        count=sum(sum(row[1:4]) for row in tallies),
        voters=voters,
    )
    if not computes or voters > context.settings(MapSettings).max_people:
        return votes
    return _with_matrix(context, consultation, votes)


def _with_matrix(context: Context, consultation: ConsultationId, votes: _Votes) -> _Votes:
    """Fill the matrix one statement at a time, so that no more than its votes are held beside it."""
    numpy = import_module("numpy")
    missing = import_module("commkit_opinion.maps.arrays.policy").MISSING
    matrix = numpy.full((votes.voters, len(votes.statements)), missing, dtype=numpy.int8)
    rows: dict[UUID, int] = {}
    for column, statement in enumerate(votes.statements):
        for member, choice in context.rows(sql.VOTES, statement=statement):
            row = rows.setdefault(member, len(rows))
            if row < votes.voters:  # who came since the count waits for the next run
                matrix[row, column] = _VALUES[choice]
    people = [MemberId(member) for member in rows][: votes.voters]
    known = dict(context.rows(sql.PLACES, consultation=consultation))
    return evolve(
        votes,
        people=people,
        matrix=matrix[: len(people)],
        before=[known.get(member, 0) for member in people] if known else None,
    )


def _computed(votes: _Votes) -> ComputedMap:
    last = Clustering(groups=votes.run.groups, candidate=votes.run.candidate, wins=votes.run.wins)
    policy = import_module("commkit_opinion.maps.arrays.policy")
    found: ComputedMap = policy.compute_map(votes.matrix, before=votes.before, last=last)
    return found


def _store(context: Context, fact: OpinionMapDue, votes: _Votes, computed: ComputedMap | None) -> None:
    clustering = computed.clustering if computed is not None else Clustering()
    consultation = fact.consultation
    problem = MapProblem.TOO_MANY_PEOPLE if can_compute() else MapProblem.NO_EXTRA
    if not context.run(
        sql.RECORD,
        consultation=consultation,
        turn=fact.turn,
        new_digest=votes.digest,
        now=context.now,
        new_problem=problem if computed is None else None,
        new_people=len(votes.people) if computed is not None else votes.voters,
        new_statements=len(votes.statements),
        new_votes=votes.count,
        new_groups=clustering.groups,
        new_candidate=clustering.candidate,
        new_wins=clustering.wins,
    ):
        return
    for statement in (sql.DELETE_PLACES, sql.DELETE_GROUPS, sql.DELETE_COUNTS):
        context.run(statement, consultation=consultation)
    if computed is not None:
        _add(context, consultation, votes, computed)
    context.emit(OpinionMapComputed(consultation=consultation))


def _add(context: Context, consultation: ConsultationId, votes: _Votes, computed: ComputedMap) -> None:
    places = (
        MapPlace(consultation=consultation, member=votes.people[one.row], number=one.group, x=one.x, y=one.y)
        for one in computed.places
    )
    groups = (
        MapGroup(
            consultation=consultation, number=one.number, size=one.size, x=one.x, y=one.y, spread=one.spread
        )
        for one in computed.groups
    )
    counts = (
        MapCount(
            consultation=consultation,
            number=one.group,
            statement=votes.statements[one.column],
            agrees=one.agrees,
            disagrees=one.disagrees,
            passes=one.passes,
        )
        for one in computed.counts
    )
    context.run_many(sql.ADD_PLACE, [asdict(one) for one in places])
    context.run_many(sql.ADD_GROUP, [asdict(one) for one in groups])
    context.run_many(sql.ADD_COUNT, [asdict(one) for one in counts])
