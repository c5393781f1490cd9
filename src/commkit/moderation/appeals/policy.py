"""A statement of reasons in words, with what Regulation (EU) 2022/2065, art. 17 (3), demands, in its order."""

from collections.abc import Iterator

from commkit.moderation.decisions.records import Decision, DecisionGround, DecisionSource, ModerationAction

_RESTRICTIONS = {
    ModerationAction.DISMISS: "none",
    ModerationAction.REMOVE: "what you wrote was removed",
    ModerationAction.RESTORE: "none: what you wrote was restored",
    ModerationAction.WARN: "none: you were warned",
    ModerationAction.STRIKE: "a strike, which counts towards a suspension",
    ModerationAction.SILENCE: "you may read, but not write here",
    ModerationAction.SUSPEND: "your membership was suspended",
    ModerationAction.BAN: "your membership was ended, and you may not join again",
    ModerationAction.SUSPEND_REPORTS: "your reports are not processed, but for those of a danger to somebody's life",
    ModerationAction.SUSPEND_APPEALS: "your appeals are not processed, but for one against this decision",
}
_CONSEQUENCES = {
    "suspended": "your membership was suspended, as strikes add up",
    "removed": "what you wrote was not published",
    "already_removed": "what you wrote had been removed before",
    "expelled": "your membership ended",
}
_SOURCES = {
    DecisionSource.NOTICE: "a notice that it is illegal",
    DecisionSource.REPORT: "a report",
    DecisionSource.OWN_INITIATIVE: "our own initiative",
}
_MISUSES = {
    DecisionGround.UNFOUNDED_NOTICE: "reports that were manifestly unfounded",
    DecisionGround.UNFOUNDED_APPEAL: "appeals that were manifestly unfounded",
}


def statement_text(decision: Decision) -> str:
    """A statement of reasons as plain text, a line for each thing that has to be said; for mails and letters.

    It names neither who reported nor who decided. Where that is strictly necessary, as for a right of somebody, it is a
    part of the facts that the moderator writes.

    Args:
        decision: The decision, as its member may read it.
    """
    return "\n".join(f"{name}: {value}" for name, value in _lines(decision) if value)


def _lines(decision: Decision) -> Iterator[tuple[str, str]]:
    followed = [_CONSEQUENCES[word] for word in decision.consequences if word in _CONSEQUENCES]
    yield "Restriction", "; ".join([_RESTRICTIONS[decision.action], *followed])
    yield "Where", decision.territory or "everywhere"
    yield "Until", f"{decision.until:%Y-%m-%d %H:%M} UTC" if decision.until is not None else "without an end"
    yield "Facts and circumstances", decision.facts
    yield "Based on", _SOURCES[decision.source]
    yield "Found by automated means", "yes" if decision.detected == "check" else "no"
    yield "Decided by automated means", "yes" if decision.automated else "no"
    if decision.ground is DecisionGround.LAW:
        yield "Legal ground", decision.law
    yield "Misuse", _MISUSES.get(decision.ground, "")
    yield "Rule", decision.rule
    yield "Complaint", _complaint(decision)
    yield "Out-of-court settlement", decision.out_of_court
    yield "Court", decision.judicial


def _complaint(decision: Decision) -> str:
    if decision.appeal_until is None:
        return ""
    return f"{decision.redress} Until {decision.appeal_until:%Y-%m-%d %H:%M} UTC.".strip()
