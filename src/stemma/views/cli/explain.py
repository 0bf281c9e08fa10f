"""Where a claim comes from, in words: who says it, who had it from whom, and what is counted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from stemma.errors import UsageError
from stemma.views.cli.saved import Plain, all_claims, outlet_of, own_statements, wordings_of
from stemma.views.dossier.dates import date_in_words, describe_date

WIDTH = 110
CHOICES_SHOWN = 8
STANDINGS = {
    "corroborated": "corroborated: at least two origins were shown to be independent",
    "attributed": "attributed: it rests on who is named for it",
    "single_source": "single source: one report says it in its own voice",
    "uncorroborated": "uncorroborated: several reports say it, but nothing shows that they had it from different origins",
    "disputed": "disputed: reports contradict each other",
}
CREDIBILITY = {
    1: "confirmed by independent sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtfully true",
    5: "improbable",
    6: "cannot be judged",
}


def find_claim(dossier: Plain, wanted: str) -> tuple[Plain, Plain]:
    """The story and the claim with this id, or the one claim whose text holds all the words given, else one of whose wordings does.

    Raises:
        UsageError: no claim fits, or several do.
    """
    by_id = [(story, claim) for story, claim in all_claims(dossier) if claim["id"] == wanted]
    if by_id:
        return by_id[0]
    words = _words(wanted)
    fitting = [
        (story, claim) for story, claim in all_claims(dossier) if words and any(words <= _words(text) for text in _wordings(story, claim))
    ]
    if not fitting:
        raise UsageError(f"no claim has the id or the words {wanted!r}")
    named = [pair for pair in fitting if words <= _words(pair[1]["text"])]
    if len(named) == 1:
        return named[0]
    if len(fitting) > 1:
        listed = "\n".join(f"  {claim['id']}  {_said(story, claim)}" for story, claim in fitting[:CHOICES_SHOWN])
        more = f"\n  … and {len(fitting) - CHOICES_SHOWN} more" if len(fitting) > CHOICES_SHOWN else ""
        raise UsageError(f"{len(fitting)} claims have these words; give one id:\n{listed}{more}")
    return fitting[0]


def explain_claim(dossier: Plain, story: Plain, claim: Plain) -> str:
    """The chain behind one claim, for a reader: origins with the words on the pages, what collapsed them, and who disagrees."""
    reports = {report["id"]: report for report in dossier["reports"]}
    least, most = claim["independent"]["least"], claim["independent"]["most"]
    unsure = len(claim.get("perhaps", ()))
    lines = [
        *wrap(_said(story, claim), WIDTH),
        "",
        f"standing      {STANDINGS[claim['standing']]}",
        f"independent   {_interval(least, most)}",
        f"credibility   {claim['credibility']} ({CREDIBILITY[claim['credibility']]})",
        "",
        f"said by {_count(len(claim['reports']) - unsure, 'report')}{f', perhaps by {unsure} more' if unsure else ''}:",
        *_tellings(story, claim, reports),
        "",
        f"{_count(len(claim['origins']), 'origin')}:",
        *_origins(claim, reports),
    ]
    if claim["independent"]["why"]:
        lines += ["", "why no more are counted:", *(f"  - {why}" for why in claim["independent"]["why"])]
    lines += _edges(story, claim, reports)
    lines += _conflicts(story, claim)
    return "\n".join(lines)


def _said(story: Plain, claim: Plain) -> str:
    """A claim as the page says it, else in its own words."""
    return wordings_of(story).get(claim["id"], str(claim["text"]))


def _interval(least: int, most: int) -> str:
    if least == most:
        return f"{_count(least, 'origin')}, no more and no fewer"
    return f"{least} to {most} origins: {least} shown to be distinct, {most} if none that may be shared is"


def _tellings(story: Plain, claim: Plain, reports: Mapping[str, Plain]) -> Iterator[str]:
    """The words of each report, by day; words within others of the same report are not repeated. What only seems to tell the claim, among
    other things, or perhaps tells it, says so."""
    statements = {statement["id"]: statement for statement in story["statements"]}
    made = [statements[name] for name in claim["statements"]]
    aside, perhaps = set(claim.get("also", ())), set(claim.get("perhaps", ()))
    whole = [one for one in made if not any(_is_within(one, other) for other in made)]
    for statement in sorted(whole, key=lambda one: (_day(reports[one["report"]]), one["report"], one["start"])):
        report = reports[statement["report"]]
        when = describe_date(report["published"]["edtf"]) if report["published"] else "no date"
        yield f"  {outlet_of(report)}, {when} (characters {statement['start']}–{statement['end']})"
        chain = " → ".join(f"{link['source']} ({link['cue']})" for link in statement["attribution"])
        yield from wrap(f"“{_one_line(statement['text'])}”", WIDTH, initial_indent="    ", subsequent_indent="    ")
        seems = ", perhaps" if statement["id"] in perhaps else ", among other things, as it seems" if statement["id"] in aside else ""
        yield f"    {f'from {chain}' if chain else 'in its own voice'}{seems}"


def _is_within(one: Plain, other: Plain) -> bool:
    return (
        one["report"] == other["report"]
        and other["start"] <= one["start"]
        and one["end"] <= other["end"]
        and (one["start"], one["end"], one["id"]) != (other["start"], other["end"], other["id"])
        and (other["end"] - other["start"] > one["end"] - one["start"] or other["id"] < one["id"])
    )


def _day(report: Plain) -> str:
    return str(report["published"]["edtf"]) if report["published"] else "9999"


def _origins(claim: Plain, reports: Mapping[str, Plain]) -> Iterator[str]:
    kinds = {"named": "named", "own_voice": "own voice", "derived": "taken from another report"}
    for origin in claim["origins"]:
        through = ", ".join(outlet_of(reports[report]) for report in origin["reports"])
        yield f"  {origin['name']} ({kinds[origin['kind']]})" + (f", through {through}" if through != origin["name"] else "")


def _edges(story: Plain, claim: Plain, reports: Mapping[str, Plain]) -> Iterator[str]:
    held = set(claim["reports"])
    edges = [edge for edge in story["derivations"] if edge["report"] in held]
    if edges:
        yield from ("", "who these reports drew on:")
    for edge in edges:
        source = outlet_of(reports[edge["source"]]) if edge["source"] else f"{edge['source_name']} (not among the pages)"
        taker, why = outlet_of(reports[edge["report"]]), edge["direction"]["why"] if edge["direction"] else "who drew on whom is undecided"
        share = f", {percent} % of its text" if (percent := round(100 * edge["coverage"])) else ""
        yield f"  {taker} {edge['kind'].replace('_', ' ')} {source}{share}. {why}"


def _conflicts(story: Plain, claim: Plain) -> Iterator[str]:
    for conflict in story["conflicts"]:
        if claim["id"] in conflict["claims"]:
            values = " / ".join(value["value"] for value in conflict["values"])
            told = date_in_words(f"{conflict['kind']} {conflict['relation']}: {values}. {conflict['explanation']}")
            yield from ("", *wrap(told, WIDTH))


def _wordings(story: Plain, claim: Plain) -> Sequence[str]:
    held = set(own_statements(claim))
    return [claim["text"], _said(story, claim), *(statement["text"] for statement in story["statements"] if statement["id"] in held)]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
