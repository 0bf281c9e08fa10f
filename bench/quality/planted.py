"""Planted changes: of copies with one thing changed, how many are told, and as what; and how often unchanged ones raise an alarm.

    STEMMA_DATA=FOLDER python -m bench.quality.planted [--count 500] [--verbose]

Each pile holds two reports: an article of ``giveme5w1h_news_cluster`` (its first paragraphs) and a copy of it in which one number, date,
name, place, negation or attribution was changed. Found is a change where a conflict of the right kind cites the changed sentence of the
copy. The piles without a change hold copies that were cut, reordered, or put into another house's style.
"""

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bench.quality.story_sets import data_folder, make_report, read_news_cluster
from stemma.adapters.models import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.records import Annotation, Conflict, Page, Report, Sentence
from stemma.stages.annotate import annotate
from stemma.stages.corroborate import corroborate
from stemma.stages.derive import derive
from stemma.stages.extract import extract

LONGEST = 1800
SHORTEST = 700
LEAST_WORDS = 8
UNCHANGED_SHARE = 0.4
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December")
SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PLACES = ("Lisbon", "Nairobi", "Santiago", "Hanoi", "Oslo", "Montreal")
PEOPLE = ("Helen Marsden", "Tobias Renner", "Priya Vasan", "Oscar Lindqvist", "Marta Queiroz")
_DIGITS = re.compile(r"\d+")
_NEGATABLE = re.compile(
    r"\b(was|were|is|are|has|have|had|will|would|could|can|did) (?!not\b|n.t\b|no\b|never\b|only\b|just\b)(?=[a-z]{3,})"
)
_NEGATED = re.compile(r"\b(was|were|is|are|has|have|had|will|would|could|did) not (?=[a-z])")
_STYLE = (
    (r"\btwo\b", "2"),
    (r"\bthree\b", "3"),
    (r"\bseven\b", "7"),
    (r"\b12\b", "twelve"),
    (r"\bper cent\b", "percent"),
    (r" percent\b", "%"),
    (r"\bdid not\b", "didn't"),
    (r"\bis not\b", "isn't"),
    (r"\bwas not\b", "wasn't"),
    (r"\bJanuary\b", "Jan."),
    (r"\bSeptember\b", "Sept."),
    (r"\bOctober\b", "Oct."),
    (r"\bmore than\b", "over"),
    (r"\bU\.S\.", "US"),
    (r", he said\b", ", he told reporters"),
    (r"\borgani[sz]ation", "organisation"),
    (r"\bcolor", "colour"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a copy: the span in the original that was replaced, and by what, everywhere it stands if ``everywhere``."""

    start: int
    end: int
    words: str
    everywhere: bool = False


Planter = Callable[[Page, int], Iterator[Change]]


def _telling(page: Page) -> list[Sentence]:
    """The sentences that tell something: eight words or more with a verb."""
    return [s for s in page.annotation.sentences if len(s.tokens) >= LEAST_WORDS and any(token.upos == "VERB" for token in s.tokens)]


def _is_told(page: Page, at: int) -> bool:
    return any(sentence.start <= at < sentence.end for sentence in _telling(page))


def plant_number(page: Page, seed: int) -> Iterator[Change]:
    for quantity in page.annotation.quantities:
        words = page.report.text[quantity.start : quantity.end]
        digits = list(_DIGITS.finditer(words))
        if quantity.value is None or len(digits) > 1 or not _is_told(page, quantity.start):
            continue
        if digits and "," not in words and "." not in words and not words.startswith("$"):
            value = int(digits[0][0])
            start = quantity.start + digits[0].start()
            yield Change(start, start + len(digits[0][0]), str(value + 3 + seed % 4 + value // 3))
        elif words.split()[0].lower() in SMALL:
            word = words.split()[0]
            other = SMALL[(SMALL.index(word.lower()) + 2 + seed % 5) % len(SMALL)]
            yield Change(quantity.start, quantity.start + len(word), other.capitalize() if word[0].isupper() else other)


def plant_date(page: Page, seed: int) -> Iterator[Change]:
    for time in page.annotation.times:
        words = page.report.text[time.start : time.end]
        if not _is_told(page, time.start):
            continue
        for names in (WEEKDAYS, MONTHS):
            for name in names:
                if (at := words.find(name)) >= 0 and time.kind == "date":
                    other = names[(names.index(name) + 2 + seed % 3) % len(names)]
                    yield Change(time.start + at, time.start + at + len(name), other)
        if re.fullmatch(r"(?:19|20)\d\d", words):
            yield Change(time.start, time.end, str(int(words) - 2 - seed % 4))


def plant_name(page: Page, seed: int) -> Iterator[Change]:
    sources = {(found.source_start, found.source_end) for found in page.annotation.attributions}
    for sentence in _telling(page):
        for name in sentence.names:
            words = page.report.text[name.start : name.end]
            if name.label != "PERSON" or len(words.split()) != 2 or any(s < name.end and name.start < e for s, e in sources):
                continue
            surname = words.split()[1]
            if surname.isalpha() and len(surname) > 4:
                at = 2 + seed % (len(surname) - 3)
                letter = next(letter for letter in "nrtlodma"[seed % 3 :] + "aeo" if letter != surname[at])
                start = name.start + words.rindex(surname)
                yield Change(start, start + len(surname), surname[:at] + letter + surname[at + 1 :], everywhere=True)
            yield Change(name.start, name.end, PEOPLE[seed % len(PEOPLE)])


def plant_place(page: Page, seed: int) -> Iterator[Change]:
    for sentence in _telling(page):
        for name in sentence.names:
            before = page.report.text[max(0, name.start - 4) : name.start]
            if name.label == "LOC" and before.endswith((" in ", " to ", " at ")):
                yield Change(name.start, name.end, PLACES[seed % len(PLACES)])


def plant_negation(page: Page, _seed: int) -> Iterator[Change]:
    for sentence in _telling(page):
        text = page.report.text[sentence.start : sentence.end]
        found = _NEGATED.search(text)
        if found:
            yield Change(sentence.start + found.start(), sentence.start + found.end(), f"{found[1]} ")
        elif found := _NEGATABLE.search(text):
            yield Change(sentence.start + found.start(), sentence.start + found.end(), f"{found[1]} not ")


def plant_attribution(page: Page, seed: int) -> Iterator[Change]:
    names = {(name.start, name.end) for s in page.annotation.sentences for name in s.names if name.label == "PERSON"}
    for attribution in page.annotation.attributions:
        span = attribution.source_start, attribution.source_end
        if span in names and not attribution.is_carried:
            yield Change(*span, PEOPLE[seed % len(PEOPLE)])


PLANTERS: dict[str, Planter] = {
    "number": plant_number,
    "date": plant_date,
    "name": plant_name,
    "place": plant_place,
    "polarity": plant_negation,
    "attribution": plant_attribution,
}


def read_originals(folder: Path) -> list[Report]:
    """The articles of the set, cut to whole paragraphs of at most 1,800 characters, in order of a hash of their names."""
    reports = []
    for article in read_news_cluster(folder):
        report = article.page.report
        body = report.text.split("\n", 1)[-1].strip()
        kept: list[str] = []
        for paragraph in filter(None, map(str.strip, body.split("\n"))):
            if sum(map(len, kept)) + len(paragraph) > LONGEST and kept:
                break
            kept.append(paragraph)
        text = "\n".join(kept)[: 2 * LONGEST]
        if len(text) >= SHORTEST and report.title and re.search(r"\bthe\b", text):
            published = report.published.edtf if report.published else ""
            reports.append(make_report(report.location, report.title, text, "original.example", published))
    return sorted(reports, key=lambda report: hashlib.sha256(report.location.encode()).hexdigest())


@lru_cache(maxsize=1024)
def read_report(report: Report) -> Page:
    found = annotate(report, config=Config().annotate, model=load_model(Config().annotate.model), lexicons=load_lexicons())
    return Page(report=report, annotation=found.records[0] if found.records else Annotation(report=report.id))


def copy_of(page: Page, text: str) -> Page:
    title, _, body = text.partition("\n")
    published = page.report.published.edtf if page.report.published else ""
    return read_report(make_report(f"copy of {page.report.location}", title, body, "copy.example", published))


def find_conflicts(pages: Sequence[Page]) -> tuple[Conflict, ...]:
    config, lexicons = Config(), load_lexicons()
    ordered = sorted(pages, key=lambda page: page.report.id)
    (extraction,) = extract(ordered, config=config.extract, lexicons=lexicons).records
    derivations = derive(ordered, extraction, config=config.derive, lexicons=lexicons).records
    (found,) = corroborate(ordered, extraction, derivations, config=config.corroborate, lexicons=lexicons).records
    return found.conflicts


def apply(change: Change, text: str) -> str:
    if change.everywhere:
        return re.sub(rf"\b{re.escape(text[change.start : change.end])}\b", change.words, text)
    return text[: change.start] + change.words + text[change.end :]


def try_change(page: Page, change: Change, kind: str) -> tuple[bool, list[str], str]:
    """Whether a change is told as its kind; the kinds told of its sentence; the changed sentence."""
    text = apply(change, page.report.text)
    copy = copy_of(page, text)
    at = text.find(change.words, 0) if change.everywhere else change.start
    sentence = next((s for s in copy.annotation.sentences if s.start <= at < s.end), None)
    if sentence is None:
        return False, [], text[at - 50 : at + 50]
    told: list[str] = [
        conflict.kind
        for conflict in find_conflicts((page, copy))
        for value in conflict.values
        for cited in value.citations
        if cited.report == copy.report.id
        and (change.everywhere or (cited.start < sentence.end and sentence.start < cited.end))
        and conflict.relation in {"contradicts", "supersedes"}
    ]
    in_quotation = any(quote.start <= at < quote.end for quote in copy.annotation.quotations)
    found = kind in told or (in_quotation and "quote" in told)
    return found, told, copy.report.text[sentence.start : sentence.end]


def restyle(text: str, seed: int) -> str:
    """A copy without a changed fact: cut, with paragraphs in another order, or in another house's style."""
    title, _, body = text.partition("\n")
    paragraphs = body.split("\n")
    if seed % 3 == 0:
        return "\n".join([title, *paragraphs[: max(2, len(paragraphs) * 2 // 3)]])
    if seed % 3 == 1:
        return "\n".join([title, *paragraphs[:1], *paragraphs[:0:-1]])
    for pattern, words in _STYLE:
        body = re.sub(pattern, words, body)
    return f"{title}\n{body}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    try:
        originals = read_originals(data_folder())
    except OSError as error:
        print(f"giveme5w1h: absent ({error}); not measured")
        return
    digest = hashlib.sha256(repr([report.id for report in originals]).encode()).hexdigest()[:10]
    print(f"giveme5w1h: {len(originals)} articles, digest {digest}")
    _measure_changes(originals, options.count, verbose=options.verbose)
    _measure_alarms(originals, round(options.count * UNCHANGED_SHARE), verbose=options.verbose)


def _measure_changes(originals: Sequence[Report], count: int, *, verbose: bool) -> None:
    wanted, found = Counter[str](), Counter[str]()
    kinds = list(PLANTERS)
    for seed in range(20 * count):
        if sum(wanted.values()) >= count:
            break
        page, kind = read_report(originals[seed % len(originals)]), kinds[(seed + seed // len(originals)) % len(kinds)]
        changes = list(PLANTERS[kind](page, seed))
        if not changes:
            continue
        right, told, sentence = try_change(page, changes[seed % len(changes)], kind)
        wanted[kind] += 1
        found[kind] += right
        if verbose and not right:
            change = changes[seed % len(changes)]
            print(f"MISS {kind}: {page.report.text[change.start : change.end]!r} -> {change.words!r} told {told} | {sentence!r}")
    for kind in kinds:
        print(f"{kind:12} {found[kind]:4} of {wanted[kind]:4}")
        print(f"= planted found {kind}: {found[kind] / max(1, wanted[kind]):.4f}")
    print(f"= planted found: {sum(found.values()) / max(1, sum(wanted.values())):.4f}")


def _measure_alarms(originals: Sequence[Report], count: int, *, verbose: bool) -> None:
    alarms = 0
    for seed in range(count):
        page = read_report(originals[(seed * 7) % len(originals)])
        conflicts = [c for c in find_conflicts((page, copy_of(page, restyle(page.report.text, seed)))) if c.relation == "contradicts"]
        alarms += bool(conflicts)
        if verbose:
            for conflict in conflicts:
                print(f"ALARM {conflict.kind}: {[value.value for value in conflict.values]}")
    print(f"= planted without false alarms: {1 - alarms / max(1, count):.4f}")


if __name__ == "__main__":
    main()
