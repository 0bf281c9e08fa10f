"""Does a dossier show what a case expects? Pure comparison over plain JSON values.

Texts are compared by their words: an expected text is found in another where at least ``ENOUGH`` of its content words are (by
their first five letters, so that "killed" finds "killing"); names where one holds the other.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from stemma.evaluation.notation import (
    Case,
    Expectation,
    ExpectedAddition,
    ExpectedAliases,
    ExpectedAlteredQuote,
    ExpectedClaim,
    ExpectedConflict,
    ExpectedDerivation,
    format_expectation,
    report_names,
)

ENOUGH = 0.99
STEM_LETTERS = 5
EMPTY_WORDS = frozenset("a an the of in on at to by for from and or is are was were be been has have had will it its that this".split())


def unmet_expectations(case: Case, dossier: Mapping[str, Any]) -> tuple[str, ...]:
    """The expectations of ``case`` that no story of ``dossier`` fulfils, as lines of the notation, in their order."""
    names = report_names(dossier["reports"])
    return tuple(
        format_expectation(expectation)
        for expectation in case.expectations
        if not any(_is_met(expectation, story, names) for story in dossier["stories"])
    )


def holds_text(text: str, wanted: str) -> bool:
    """Whether ``text`` says what ``wanted`` says, judged by content words."""
    stems = _stems(wanted)
    return bool(stems) and len(stems & _stems(text)) >= ENOUGH * len(stems)


def _stems(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {word[:STEM_LETTERS] for word in words if word not in EMPTY_WORDS}


def _is_met(expectation: Expectation, story: Mapping[str, Any], names: Mapping[str, str]) -> bool:
    match expectation:
        case ExpectedDerivation():
            return any(_fits_derivation(expectation, derivation, names) for derivation in story["derivations"])
        case ExpectedClaim():
            return any(_fits_claim(expectation, claim, story, names) for claim in story["claims"])
        case ExpectedConflict():
            return any(_fits_conflict(expectation, conflict, story) for conflict in story["conflicts"])
        case ExpectedAlteredQuote():
            return _has_altered_quote(expectation, story, names)
        case ExpectedAddition():
            return _has_addition(expectation, story, names)
        case ExpectedAliases():
            return any(set(expectation.names) <= {entity["name"], *entity["aliases"]} for entity in story["entities"])


def _fits_derivation(expected: ExpectedDerivation, derivation: Mapping[str, Any], names: Mapping[str, str]) -> bool:
    if derivation["kind"] != expected.kind or (derivation["direction"] is not None) != expected.is_decided:
        return False
    if expected.is_absent:
        return names[derivation["report"]] == expected.report and _same_name(derivation["source_name"] or "", expected.source)
    ends = [names[derivation["report"]], names.get(derivation["source"] or "", "")]
    wanted = [expected.report, expected.source]
    return ends == wanted or (not expected.is_decided and sorted(ends) == sorted(wanted))


def _fits_claim(expected: ExpectedClaim, claim: Mapping[str, Any], story: Mapping[str, Any], names: Mapping[str, str]) -> bool:
    texts = [statement["text"] for statement in story["statements"] if statement["id"] in claim["statements"]]
    if not any(holds_text(text, expected.text) for text in [claim["text"], *texts]):
        return False
    independent = claim["independent"]
    if (independent["least"], independent["most"]) != (expected.least, expected.most):
        return False
    dates = [entry["when"]["edtf"] for entry in story["timeline"] if entry["claim"] == claim["id"]]
    if expected.when and not any(date.startswith(expected.when) for date in dates):
        return False
    found = [(origin["name"], *(names[report] for report in origin["reports"])) for origin in claim["origins"]]
    return all(any(_same_name(name, wanted) for origin in found for name in origin) for wanted in expected.origins)


def _fits_conflict(expected: ExpectedConflict, conflict: Mapping[str, Any], story: Mapping[str, Any]) -> bool:
    if (conflict["kind"], conflict["relation"]) != (expected.kind, expected.relation):
        return False
    texts = {statement["id"]: statement["text"] for statement in story["statements"]}
    sides = [" ".join([value["value"], *(texts[statement] for statement in value["statements"])]) for value in conflict["values"]]
    return _assign(expected.values, sides)


def _assign(wanted: Sequence[str], sides: Sequence[str]) -> bool:
    """Whether each wanted value can be given a side of its own."""
    if not wanted:
        return True
    choices = (index for index, side in enumerate(sides) if holds_text(side, wanted[0]))
    return any(_assign(wanted[1:], [*sides[:index], *sides[index + 1 :]]) for index in choices)


def _has_altered_quote(expected: ExpectedAlteredQuote, story: Mapping[str, Any], names: Mapping[str, str]) -> bool:
    quotes = {quote["id"]: quote for quote in story["quotes"]}
    for derivation in story["derivations"]:
        for altered in derivation["altered_quotes"]:
            quote, source_quote = quotes[altered["quote"]], quotes[altered["source_quote"]]
            reports = (names[quote["report"]], names[source_quote["report"]])
            is_found = holds_text(quote["text"], expected.quote) and holds_text(source_quote["text"], expected.source_quote)
            if reports == (expected.report, expected.source) and is_found:
                return True
    return False


def _has_addition(expected: ExpectedAddition, story: Mapping[str, Any], names: Mapping[str, str]) -> bool:
    texts = {statement["id"]: statement["text"] for statement in story["statements"]}
    return any(
        names[derivation["report"]] == expected.report and holds_text(texts[addition["statement"]], expected.text)
        for derivation in story["derivations"]
        for addition in derivation["additions"]
    )


def _same_name(found: str, wanted: str) -> bool:
    first, second = (" ".join(re.findall(r"[^\W_]+", name.casefold())) for name in (found, wanted))
    return bool(first) and bool(second) and (first in second or second in first)
