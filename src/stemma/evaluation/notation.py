"""The case notation: a small story and what should be found in it, as prose that a journalist can check.

    A local paper runs the agency's text word for word.

    == wire  agency.example  2026-03-01T09:00+00:00
    Storm closes port | The harbour master closed the port of Alva at dawn on Sunday.
    == daily  daily.example  2026-03-01T11:30+00:00
    Alva cut off by sea | The harbour master closed the port of Alva at dawn on Sunday.
    == expect
    daily copies wire
    claim "port of Alva closed" 2026-03-01: origins harbour master; independent 1..1

``-`` stands for an outlet or a time that is not given. Absent sources, texts and names with punctuation stand in double quotes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

NAME = re.compile(r"[\w.’'-]+(?: [\w.’'-]+)*")
QUOTED = r'"((?:[^"\\]|\\.)*)"'
DERIVATION = re.compile(rf"(\S+) (copies|rewrites|translates|cites|shares_wire) (?:{QUOTED}|(\S+?))(, undecided)?")
CLAIM = re.compile(rf"claim {QUOTED}(?: (\S+))?: origins (.*); independent (\d+)\.\.(\d+)")
CONFLICT = re.compile(r"conflict (\w+) (contradicts|supersedes|refines): (.*)")
ALTERED = re.compile(rf"(\S+) alters {QUOTED} from (\S+) {QUOTED}")
ADDITION = re.compile(rf"(\S+) adds {QUOTED}")
ALIASES = re.compile(rf"same ({QUOTED}(?: = {QUOTED})*)")


class NotationError(ValueError):
    """A case that does not follow the notation; the text names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReport:
    name: str
    outlet: str | None
    published: str | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDerivation:
    """``source`` is a report's name, or that of an absent source (``is_absent``)."""

    report: str
    kind: str
    source: str
    is_absent: bool = False
    is_decided: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedClaim:
    text: str
    when: str | None
    origins: tuple[str, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedConflict:
    kind: str
    relation: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedAlteredQuote:
    report: str
    quote: str
    source: str
    source_quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedAddition:
    report: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedAliases:
    names: tuple[str, ...]


Expectation = ExpectedDerivation | ExpectedClaim | ExpectedConflict | ExpectedAlteredQuote | ExpectedAddition | ExpectedAliases


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    description: str
    reports: tuple[CaseReport, ...]
    expectations: tuple[Expectation, ...]


# ---------------------------------------------------------------- reading


def parse_case(text: str) -> Case:
    """Read a case.

    Raises:
        NotationError: a header or an expectation cannot be read.
    """
    description, *sections = re.split(r"^== ", text, flags=re.MULTILINE)
    reports: list[CaseReport] = []
    expectations: list[Expectation] = []
    for section in sections:
        header, _, body = section.partition("\n")
        if header.strip() == "expect":
            expectations += [parse_expectation(line.strip()) for line in body.splitlines() if line.strip()]
        else:
            reports.append(_parse_report(header, body))
    return Case(description=description.strip(), reports=tuple(reports), expectations=tuple(expectations))


def _parse_report(header: str, body: str) -> CaseReport:
    columns = re.split(r"\s{2,}", header.strip())
    if len(columns) != 3 or not re.fullmatch(r"\S+", columns[0]):
        raise NotationError(f"a report's header is '== NAME  OUTLET  TIME', two spaces between: '== {header}'")
    name, outlet, published = columns
    title, bar, text = body.partition("|")
    if not bar:
        raise NotationError(f"report {name}: its text is 'Title | Body'")
    lines = [line.removeprefix("\\") for line in text.strip().split("\n")]
    return CaseReport(
        name=name,
        outlet=None if outlet == "-" else outlet,
        published=None if published == "-" else published,
        title=title.strip() or None,
        text="\n".join(lines),
    )


def parse_expectation(line: str) -> Expectation:
    """Read one line of ``== expect``.

    Raises:
        NotationError: it follows none of the forms.

    >>> parse_expectation('daily cites "Harbour News Agency"').source
    'Harbour News Agency'
    """
    if match := CLAIM.fullmatch(line):
        text, when, origins, least, most = match.groups()
        return ExpectedClaim(text=_unquote(text), when=when, origins=_split_names(origins), least=int(least), most=int(most))
    if match := CONFLICT.fullmatch(line):
        kind, relation, values = match.groups()
        return ExpectedConflict(kind=kind, relation=relation, values=tuple(_unquote(value) for value in re.findall(QUOTED, values)))
    if match := ALTERED.fullmatch(line):
        report, quote, source, source_quote = match.groups()
        return ExpectedAlteredQuote(report=report, quote=_unquote(quote), source=source, source_quote=_unquote(source_quote))
    if match := ADDITION.fullmatch(line):
        return ExpectedAddition(report=match[1], text=_unquote(match[2]))
    if match := ALIASES.fullmatch(line):
        return ExpectedAliases(names=tuple(_unquote(name) for name in re.findall(QUOTED, match[1])))
    if match := DERIVATION.fullmatch(line):
        report, kind, absent, source, undecided = match.groups()
        named = _unquote(absent) if absent is not None else source
        return ExpectedDerivation(report=report, kind=kind, source=named, is_absent=absent is not None, is_decided=not undecided)
    raise NotationError(f"no expectation has this form: {line!r}")


def _split_names(names: str) -> tuple[str, ...]:
    return tuple(_unquote(quoted) if quoted else plain for quoted, plain in re.findall(rf"{QUOTED}|({NAME.pattern})", names))


# ---------------------------------------------------------------- writing


def format_case(case: Case) -> str:
    """Write a case so that ``parse_case`` reads the same again."""
    parts = [case.description + "\n"] if case.description else []
    parts += [_format_report(report) for report in case.reports]
    return "\n".join([*parts, "== expect", *(format_expectation(expectation) for expectation in case.expectations)]) + "\n"


def _format_report(report: CaseReport) -> str:
    lines = [f"\\{line}" if line.startswith(("==", "\\")) else line for line in report.text.split("\n")]
    title = "" if report.title is None else f"{report.title.replace('|', '/')} "
    return f"== {report.name}  {report.outlet or '-'}  {report.published or '-'}\n{title}| " + "\n".join(lines)


def format_expectation(expectation: Expectation) -> str:
    """One line of ``== expect``."""
    match expectation:
        case ExpectedDerivation():
            source = _quote(expectation.source) if expectation.is_absent else expectation.source
            return f"{expectation.report} {expectation.kind} {source}{'' if expectation.is_decided else ', undecided'}"
        case ExpectedClaim():
            when = f" {expectation.when}" if expectation.when else ""
            origins = ", ".join(_name(origin) for origin in expectation.origins)
            support = f"independent {expectation.least}..{expectation.most}"
            return f"claim {_quote(expectation.text)}{when}: origins {origins}; {support}"
        case ExpectedConflict():
            values = " / ".join(_quote(value) for value in expectation.values)
            return f"conflict {expectation.kind} {expectation.relation}: {values}"
        case ExpectedAlteredQuote():
            source = f"{expectation.source} {_quote(expectation.source_quote)}"
            return f"{expectation.report} alters {_quote(expectation.quote)} from {source}"
        case ExpectedAddition():
            return f"{expectation.report} adds {_quote(expectation.text)}"
        case ExpectedAliases():
            return "same " + " = ".join(_quote(name) for name in expectation.names)


def _quote(text: str) -> str:
    flat = " ".join(text.split())
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _name(text: str) -> str:
    return text if NAME.fullmatch(text) else _quote(text)


# ---------------------------------------------------------------- a dossier as a case


def case_of(dossier: Mapping[str, Any], story_id: str) -> Case:
    """One story of a dossier (as plain JSON values) as a case: its reports' articles, and what was found as expectations."""
    story = next(story for story in dossier["stories"] if story["id"] == story_id)
    reports = [report for report in dossier["reports"] if report["id"] in story["reports"]]
    names = report_names(reports)
    return Case(
        description=" ".join(story["title"].split()).lstrip("="),
        reports=tuple(_case_report(report, names[report["id"]]) for report in reports),
        expectations=(*_derivations(story, names), *_claims(story, names), *_conflicts(story), *_changes(story, names), *_aliases(story)),
    )


def report_names(reports: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """A short name for each report id: the stem of its location, made unique by a number in order of id."""
    names: dict[str, str] = {}
    for report in reports:
        stem = re.sub(r"[^\w.-]+", "-", PurePosixPath(report["location"]).stem).strip("-") or "report"
        taken = set(names.values())
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        names[report["id"]] = name
    return names


def _case_report(report: Mapping[str, Any], name: str) -> CaseReport:
    article = [block for block in report["blocks"] if block["kind"] in {"subtitle", "body", "heading", "list", "caption", "quote"}]
    texts = (" ".join(report["text"][block["start"] : block["end"]].split()) for block in article)
    outlet = report["outlet"] or {}
    return CaseReport(
        name=name,
        outlet=re.sub(r"\s{2,}", " ", outlet.get("domain") or outlet.get("name") or "") or None,
        published=report["published"]["edtf"] if report["published"] else None,
        title=" ".join(report["title"].split()).replace("|", "/") if report["title"] else None,
        text="\n".join(text for text in texts if text),
    )


def _derivations(story: Mapping[str, Any], names: Mapping[str, str]) -> list[Expectation]:
    return [
        ExpectedDerivation(
            report=names[derivation["report"]],
            kind=derivation["kind"],
            source=names[derivation["source"]] if derivation["source"] else " ".join((derivation["source_name"] or "").split()),
            is_absent=derivation["source"] is None,
            is_decided=derivation["direction"] is not None,
        )
        for derivation in story["derivations"]
    ]


def _claims(story: Mapping[str, Any], names: Mapping[str, str]) -> list[Expectation]:
    when = {entry["claim"]: entry["when"]["edtf"] for entry in story["timeline"]}
    return [
        ExpectedClaim(
            text=claim["text"],
            when=when.get(claim["id"]),
            origins=tuple(names.get(origin["name"], " ".join(origin["name"].split())) for origin in claim["origins"]),
            least=claim["independent"]["least"],
            most=claim["independent"]["most"],
        )
        for claim in story["claims"]
    ]


def _conflicts(story: Mapping[str, Any]) -> list[Expectation]:
    return [
        ExpectedConflict(kind=conflict["kind"], relation=conflict["relation"], values=tuple(value["value"] for value in conflict["values"]))
        for conflict in story["conflicts"]
    ]


def _changes(story: Mapping[str, Any], names: Mapping[str, str]) -> list[Expectation]:
    quotes = {quote["id"]: quote for quote in story["quotes"]}
    statements = {statement["id"]: statement for statement in story["statements"]}
    changes: list[Expectation] = []
    for derivation in story["derivations"]:
        report = names[derivation["report"]]
        for altered in derivation["altered_quotes"]:
            quote, source_quote = quotes[altered["quote"]], quotes[altered["source_quote"]]
            source = names[source_quote["report"]]
            changes.append(ExpectedAlteredQuote(report=report, quote=quote["text"], source=source, source_quote=source_quote["text"]))
        changes += [ExpectedAddition(report=report, text=statements[added["statement"]]["text"]) for added in derivation["additions"]]
    return changes


def _aliases(story: Mapping[str, Any]) -> list[Expectation]:
    named = [(entity["name"], *entity["aliases"]) for entity in story["entities"] if entity["aliases"]]
    return [ExpectedAliases(names=names) for names in named]
