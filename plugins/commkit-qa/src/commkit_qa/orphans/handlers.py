"""How orphaned questions are found."""

from commkit import Context
from commkit_qa.orphans import statements as sql
from commkit_qa.orphans.facts import QuestionOrphaned
from commkit_qa.orphans.feature import OrphanSettings, orphan_feature
from commkit_qa.orphans.messages import CheckOrphans
from commkit_qa.orphans.records import Orphan, OrphanReport
from commkit_qa.policy import question_kinds
from commkit_qa.statements import reply_values


@orphan_feature.handles(CheckOrphans)
def check_orphans(context: Context, command: CheckOrphans) -> OrphanReport:
    """Add a row for each; of two schedulers the one that adds it emits the fact."""
    size = min(max(command.limit, 1), 1_000)
    before = context.now - context.settings(OrphanSettings).orphan_after
    kinds = list(question_kinds(context.community_type))
    rows = context.rows(sql.NEW(context), kinds=kinds, before=before, size=size, **reply_values(context))
    found = 0
    for question, asked_at in rows:
        if context.run(sql.ADD, Orphan(question, context.now)):
            context.emit(QuestionOrphaned(question=question, asked_at=asked_at))
            found += 1
    return OrphanReport(found=found, more=len(rows) == size)
