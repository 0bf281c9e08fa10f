"""Who owns a news outlet: by the packaged list, or by what the page's own foot says."""

import re
from collections.abc import Mapping
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import domain_key, name_key, without_legal_form
from stemma.records import Report

_LONGEST_LINE = 300
_NAME = r"(?P<name>(?:[A-ZÀ-ÞĀ-Ž0-9][\w'’&.-]*)(?: (?:(?:and|of|&) )?[A-ZÀ-ÞĀ-Ž0-9][\w'’&.-]*){0,4})"
_SAYS = r"(?i:\b(?:part of|owned by|published by|a (?:member|division|title) of)|©|\bcopyright)"
_STATED = re.compile(rf"{_SAYS}(?: the)?\s*(?:\d{{4}}(?:[-–]\d{{4}})?,?\s)?{_NAME}")
_STOP = re.compile(r"(?<=\w{3})\. ")
_FRAME = frozenset({"chrome", "notice", "credit"})


@lru_cache(maxsize=4)
def _owners(lexicons: Lexicons) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for owner, outlets in lexicons.rows("outlet_owners"):
        for outlet in outlets.split("|"):
            found.setdefault(outlet.lower() if "." in outlet and " " not in outlet else name_key(outlet), owner)
    return found


def owner_of(report: Report, lexicons: Lexicons) -> str | None:
    """The owner of a report's outlet by the packaged list, by its domain or name; else the firm that the page's frame names as its owner or
    holder of rights, where that is not the outlet itself. None where neither says."""
    listed = _owners(lexicons)
    outlet = report.outlet
    domain = (outlet.domain or "").removeprefix("www.").lower() if outlet else ""
    known = listed.get(domain) or (listed.get(name_key(outlet.name)) if outlet and outlet.name else None)
    return known or _stated_owner(report, lexicons)


def _stated_owner(report: Report, lexicons: Lexicons) -> str | None:
    own = {name_key(outlet.name) for outlet in [report.outlet] if outlet and outlet.name}
    own |= {domain_key(outlet.domain) for outlet in [report.outlet] if outlet and outlet.domain}
    for block in report.blocks:
        if block.kind not in _FRAME:
            continue
        for line in report.text[block.start : block.end].split("\n"):
            for match in _STATED.finditer(line[:_LONGEST_LINE]):
                name = without_legal_form(_STOP.split(match["name"])[0].strip(" .,"), lexicons)
                if " " in name and name_key(name) not in own:
                    return name
    return None
