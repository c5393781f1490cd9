"""How a consultation, its statements and ballots are imported."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from attrs import asdict

from commkit import Context, MemberId, NotFound
from commkit.importers import ImportResult, imported_people
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.records import Consultation, ConsultationId
from commkit_opinion.importing import statements as sql
from commkit_opinion.importing.facts import BallotsImported
from commkit_opinion.importing.messages import (
    ImportConsultation,
    ImportOpinionStatements,
    ImportOpinionVotes,
)
from commkit_opinion.importing.records import ExternalStatement, ExternalVotes, ImportedConsultation
from commkit_opinion.proposing import statements as proposing_sql
from commkit_opinion.proposing.records import OpinionStatement, StatementId, StatementState
from commkit_opinion.voting import statements as voting_sql
from commkit_opinion.voting.policy import changes_of
from commkit_opinion.voting.records import OpinionChoice, StatementVote, Tally

ALREADY = "already imported"


@consultation_feature.handles(ImportConsultation)
def import_consultation(context: Context, command: ImportConsultation) -> ImportedConsultation:
    """Add it unless it is there: its source is unique."""
    imported = Consultation(
        id=ConsultationId(context.new_id(at=command.opened_at)),
        title=command.title,
        body=command.body,
        space=None,
        audience=None,
        moderated=True,
        opened_by=None,
        opened_at=command.opened_at,
        closes_at=None,
        closed_at=command.closed_at,
        source=command.source,
    )
    if context.run(sql.ADD, imported):
        return ImportedConsultation(imported.id, created=True)
    ((id,),) = context.rows(sql.OF_SOURCE, source=command.source)
    return ImportedConsultation(ConsultationId(id), created=False)


@consultation_feature.handles(ImportOpinionStatements)
def import_opinion_statements(context: Context, command: ImportOpinionStatements) -> ImportResult:
    """Add those that are new, with numbers of nobody."""
    source = _lock(context, command.consultation)
    rows = context.rows(sql.STATEMENTS, consultation=command.consultation)
    known = {external_id for external_id, _, _ in rows}
    last = max((number for _, _, number in rows), default=0)
    authors = imported_people(context, source, (each.author for each in command.statements))
    skipped: Counter[str] = Counter()
    added: list[OpinionStatement] = []
    for each in command.statements:
        if each.external_id in known:
            skipped[ALREADY] += 1
        elif each.author is not None and authors.get(each.author) is None:
            skipped["author erased" if each.author in authors else "author not a member"] += 1
        else:
            known.add(each.external_id)
            author = authors[each.author] if each.author is not None else None
            added.append(_statement(context, command.consultation, each, author, last + len(added) + 1))
    context.run_many(proposing_sql.ADD, [_values(one) for one in added])
    context.run_many(
        proposing_sql.ADD_TALLY,
        [_values(Tally(statement=one.id, consultation=one.consultation)) for one in added],
    )
    return ImportResult(len(added), dict(skipped))


@consultation_feature.handles(ImportOpinionVotes)
def import_opinion_votes(context: Context, command: ImportOpinionVotes) -> ImportResult:
    """Add the ballots that are later than the vote that is known of the same person on the same statement."""
    source = _lock(context, command.consultation)
    ids = {
        external_id: StatementId(id)
        for external_id, id, _ in context.rows(sql.STATEMENTS, consultation=command.consultation)
    }
    voters = imported_people(context, source, (each.voter for each in command.votes))
    before = _votes_of(context, command.consultation, voters.values())
    batch = _Ballots(command.consultation)
    for each in command.votes:
        statement, voter = ids.get(each.statement), voters.get(each.voter)
        if statement is None:
            batch.skipped["statement missing"] += len(each.ballots)
        elif voter is None:
            batch.skipped["voter erased" if each.voter in voters else "voter not a member"] += len(
                each.ballots
            )
        else:
            batch.add(each, statement, voter, before.get((statement, voter)))
    return batch.write(context)


class _Ballots:
    """The ballots of a batch: what is new of each person and statement, and what that changes in the numbers."""

    def __init__(self, consultation: ConsultationId) -> None:
        self.skipped: Counter[str] = Counter()
        self._consultation = consultation
        self._new: list[StatementVote] = []
        self._changed: list[StatementVote] = []
        self._changes: dict[StatementId, Counter[str]] = defaultdict(Counter)
        self._count = 0

    def add(
        self,
        each: ExternalVotes,
        statement: StatementId,
        voter: MemberId,
        before: tuple[OpinionChoice, datetime] | None,
    ) -> None:
        """Take what is later than the vote before."""
        later = [one for one in each.ballots if before is None or one.at > before[1]]
        self.skipped[ALREADY] += len(each.ballots) - len(later)
        if not later:
            return
        vote = StatementVote(
            statement=statement,
            consultation=self._consultation,
            member=voter,
            choice=later[-1].choice,
            at=later[-1].at,
            ballots=len(later),
        )
        (self._new if before is None else self._changed).append(vote)
        changes = changes_of(before[0] if before else None, [one.choice for one in later])
        self._changes[statement].update(changes)
        self._count += len(later)

    def write(self, context: Context) -> ImportResult:
        """Store the votes, and change the numbers in the order of the statements, against deadlocks."""
        context.run_many(voting_sql.ADD, [_values(vote) for vote in self._new])
        for vote in self._changed:
            context.run(
                voting_sql.CHANGE,
                statement=vote.statement,
                me=vote.member,
                new_choice=vote.choice,
                now=vote.at,
                more=vote.ballots,
            )
        context.run_many(
            voting_sql.COUNT,
            [{"statement": id, **self._changes[id]} for id in sorted(self._changes)],
        )
        if self._count:
            context.emit(BallotsImported(consultation=self._consultation, count=self._count))
        return ImportResult(self._count, {reason: count for reason, count in self.skipped.items() if count})


def _lock(context: Context, consultation: ConsultationId) -> str:
    """Lock an imported consultation; gives its source."""
    found = context.one(sql.LOCK, consultation=consultation)
    if found is None:
        raise NotFound("opinion.not_imported", "there is no such imported consultation; import it first")
    return str(found[0])


def _votes_of(
    context: Context, consultation: ConsultationId, voters: Iterable[MemberId | None]
) -> dict[tuple[UUID, UUID], tuple[OpinionChoice, datetime]]:
    members = sorted({voter for voter in voters if voter is not None})
    if not members:
        return {}
    rows = context.rows(sql.VOTES, consultation=consultation, members=members)
    return {(statement, member): (choice, at) for statement, member, choice, at in rows}


def _statement(
    context: Context,
    consultation: ConsultationId,
    each: ExternalStatement,
    author: MemberId | None,
    number: int,
) -> OpinionStatement:
    return OpinionStatement(
        id=StatementId(context.new_id(at=each.at)),
        consultation=consultation,
        number=number,
        author=author,
        body=each.body,
        seed=False,
        state=each.state,
        proposed_at=each.at,
        decided_at=None if each.state is StatementState.PENDING else each.at,
        decided_by=None,
        reason="",
        external_id=each.external_id,
    )


def _values(record: OpinionStatement | StatementVote | Tally) -> dict[str, object]:
    return asdict(record)
