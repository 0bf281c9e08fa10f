"""Codes with their digits in another order: lot 2207-B in one report, lot 2270-B in another. A code names one thing, so two that are the
same but for the order of digits are one code miswritten, unless a report gives both."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.records import Page
from stemma.stages.corroborate.comparing.matter import Clash, Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.comparing.reading import Reading

FEWEST_DIGITS = 4
"""So many digits do not come together twice by chance, beside the same letters, in another order."""
MOST_DIGITS = 15
PER_CODE = 12
"""How many times codes of the same letters and digits are met."""
_CODE = re.compile(r"(?<![\w/.,$€£-])[A-Z0-9]+(?:[-/][A-Z0-9]+)*(?![\w/-]|[.,:]\d)")


def find_swapped_codes(readings: Sequence[Reading], pages: Mapping[str, Page]) -> Iterator[Clash]:
    """The clash of each two such codes of two reports. Linear in the texts."""
    held: dict[tuple[str, ...], list[Side]] = defaultdict(list)
    given: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        report, times = pages[reading.statement.report].report, pages[reading.statement.report].annotation.times
        for match in _CODE.finditer(report.text, reading.statement.start, reading.statement.end):
            digits = re.sub(r"\D", "", match[0])
            is_code = FEWEST_DIGITS <= len(digits) <= MOST_DIGITS and any(sign.isalpha() for sign in match[0])
            if is_code and not any(time.start < match.end() and match.start() < time.end for time in times):
                side = Side(reading=reading, key=_key(match[0], digits), start=match.start(), end=match.end())
                held[(re.sub(r"\d", "0", match[0]), *sorted(digits))].append(side)
                given[report.id].add(side.key)
    for _, sides in sorted(held.items()):
        for one, other in combinations(_first_of_each(sides)[:PER_CODE], 2):
            reports = one.reading.statement.report, other.reading.statement.report
            if one.key != other.key and other.key not in given[reports[0]] and one.key not in given[reports[1]]:
                yield Clash(kind="number", relation="contradicts", matter="", one=one, other=other, is_retold=True)


def _key(code: str, digits: str) -> str:
    """The digits as a number made comparable, the code behind it."""
    return f"{write_key(*[float(digits)] * 3)}|{code}"


def _first_of_each(sides: Sequence[Side]) -> list[Side]:
    """Each code of each report once, in the shortest statement that gives it there first."""
    first: dict[tuple[str, str], Side] = {}
    for side in sorted(sides, key=lambda side: (side.reading.statement.report, side.start, side.reading.statement.end)):
        first.setdefault((side.reading.statement.report, side.key), side)
    return list(first.values())
