"""Dates that an HTML page gives to machines: in JSON-LD, meta tags, microdata, ``time`` elements and the data of its scripts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from stemma.stages.clean.told import Attributes, Moment

Meaning = Literal["published", "updated"]

_KEYS: tuple[tuple[str, Meaning, str], ...] = (
    ("datePublished", "published", "published"),
    ("dateCreated", "published", "created"),
    ("uploadDate", "published", "created"),
    ("dateModified", "updated", "modified"),
)
_LABELLED_NAME = re.compile(r"publi|issued|pubdate|pub_date|sailthru|original")
_SCRIPT_KEYS = (
    r"date[_-]?published|published[_-]?(?:at|on|date|time|first)?|publish[_-]?(?:date|time|ed[_-]?at)|publication[_-]?(?:date|time)|"
    r"pub[_-]?date|first[_-]?publi(?:shed|cation)(?:[_-]?(?:at|date|time))?|display[_-]?date|created[_-]?(?:at|on|date)|"
    r"date[_-]?created|creation[_-]?date|post[_-]?date"
)
_SCRIPT_VALUE = re.compile(
    r"""["'](?=\d)(?P<value>(?:(?:19|20)\d\d[-/.]?[01]\d|[0-3]?\d[./][0-3]?\d[./](?:19|20)\d\d|[0-3]?\d-[01]?\d-(?:19|20)\d\d)[^"'\\<>]{0,30})"""
)
_BEFORE_YEAR = len("'31.12.")
_SCRIPT_KEY = re.compile(rf"""(?<![A-Za-z])(?:{_SCRIPT_KEYS})\\?["']?\s{{0,3}}[:=]\s{{0,3}}\\?$""", re.IGNORECASE)
_LONGEST_KEY = 60
_MOST_SCRIPT_CHARS, _MOST_SCRIPT_STAMPS, _MOST_OF_A_KIND = 1_500_000, 40, 3
_LISTED = frozenset({"nav", "aside", "footer", "li", "ul", "ol", "table", "a"})
_RDFA = re.compile(r"(?:dc|dcterms|schema|pav|og|article):(date(?:Published|Created|Modified)?|created|issued|modified)\b", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|chang|aktualis|edited", re.IGNORECASE)
_ISSUED = re.compile(r"publi|posted|created|entry-date|issued", re.IGNORECASE)
_COMMENT = re.compile(r"comment|reply|respon|kommentar", re.IGNORECASE)
_ASIDE = re.compile(r"relat|sidebar|widget|teaser|recommend|promo|latest|recent|popular|footer|card", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date as the page writes it for machines, which rule read it, what it is said to be, and signs of how far to trust it."""

    rule: str
    value: str
    meaning: Meaning
    signs: frozenset[str] = frozenset()


def node_stamps(nodes: Sequence[dict[str, Any]], *, is_article: bool) -> Iterator[Stamp]:
    """What nodes of JSON-LD say: an article's own, or those of the page or another thing on it."""
    whose = "article" if is_article else "other"
    for node in nodes:
        for key, meaning, sign in _KEYS:
            value = node.get(key)
            value = value[0] if isinstance(value, list) and value else value
            if isinstance(value, str) and value.strip():
                yield Stamp(rule="json_ld", value=value.strip(), meaning=meaning, signs=frozenset({f"ld_{whose}_{sign}"}))


def meta_stamps(named: Sequence[tuple[Meaning, str, str]]) -> Iterator[Stamp]:
    """What meta tags say, given as meaning, name and content: a name that says that it is the publication's counts for itself."""
    for meaning, name, value in named:
        sign = "meta_modified" if meaning == "updated" else "meta_published" if _LABELLED_NAME.search(name) else "meta_date"
        yield Stamp(rule="meta", value=value, meaning=meaning, signs=frozenset({sign}))


def microdata_stamps(items: Sequence[Attributes]) -> Iterator[Stamp]:
    """What elements marked with ``itemprop`` say in an attribute."""
    meanings = {name: (meaning, sign) for name, meaning, sign in _KEYS}
    found: dict[str, int] = {}
    for item in items:
        name = item["itemprop"]
        value = item.get("datetime") or item.get("content") if name in meanings else None
        if value and value.strip() and (found.setdefault(name, 0)) < _MOST_OF_A_KIND:
            found[name] += 1
            meaning, sign = meanings[name]
            yield Stamp(rule="microdata", value=value.strip(), meaning=meaning, signs=frozenset({f"micro_{sign}"}))


def rdfa_stamps(properties: Sequence[Attributes]) -> Iterator[Stamp]:
    """What elements of the text marked with RDFa's ``property`` say in ``content`` ("dc:date dc:created", "schema:datePublished")."""
    for one in properties:
        names = _RDFA.findall(one["property"])
        if names and one["content"].strip():
            meaning: Meaning = "updated" if "modified" in names[0].lower() else "published"
            sign = "micro_modified" if meaning == "updated" else "micro_published"
            yield Stamp(rule="microdata", value=one["content"].strip(), meaning=meaning, signs=frozenset({sign}))


def time_stamps(moments: Sequence[Moment]) -> Iterator[Stamp]:
    """What ``time`` elements (and others with a ``datetime``) hold for machines, with where they stand; the first behind the main heading
    is marked."""
    is_first = True
    for moment in moments:
        signs, meaning = _signs_of_time(moment)
        if moment.is_below_heading and is_first and meaning == "published" and "time_aside" not in signs:
            signs, is_first = signs | {"time_first"}, False
        yield Stamp(rule="time_tag", value=moment.value, meaning=meaning, signs=signs)


def _signs_of_time(moment: Moment) -> tuple[frozenset[str], Meaning]:
    own, holders = moment.attributes, moment.holders
    named = " ".join((own.get("class") or "", own.get("itemprop") or "", own.get("id") or ""))
    around = " ".join((holder.get("class") or "") + " " + (holder.get("id") or "") for _, holder in holders)[:600]
    signs = {"time_element"}
    if "pubdate" in own or _ISSUED.search(named):
        signs.add("time_issued")
    if any((holder.get("rel") or "") == "bookmark" for _, holder in holders):
        signs.add("time_bookmark")
    elif any(tag in _LISTED for tag, _ in holders) or _ASIDE.search(around):
        signs.add("time_aside")
    if _COMMENT.search(around):
        signs.add("time_comment")
    return frozenset(signs), "updated" if _CHANGED.search(named) else "published"


def _script_values(text: str) -> Iterator[re.Match[str]]:
    """Every date in quotation marks, found by the century in it: that is quickly looked for."""
    last = -1
    for year in sorted((*_places(text, "19"), *_places(text, "20"))):
        before = max(0, year - _BEFORE_YEAR)
        quote = max(text.rfind('"', before, year), text.rfind("'", before, year))
        match = _SCRIPT_VALUE.match(text, quote) if quote > last else None
        if match is not None:
            last = quote
            yield match


def _places(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def script_stamps(scripts: Sequence[tuple[str, str]]) -> Iterator[Stamp]:
    """What the data in the page's scripts calls a date of publication; all of one day where they agree."""
    values: list[str] = []
    for kind, text in scripts:
        if len(text) <= _MOST_SCRIPT_CHARS and "ld+json" not in kind:
            for match in _script_values(text):
                if _SCRIPT_KEY.search(text, max(0, match.start() - _LONGEST_KEY), match.start()):
                    values.append(match["value"].strip())
        if len(values) >= _MOST_SCRIPT_STAMPS:
            break
    sole = len({value[:10] for value in values}) == 1
    for place, value in enumerate(dict.fromkeys(values)):
        signs = {"script"} | ({"script_sole"} if sole else set()) | ({"script_first"} if place == 0 else set())
        yield Stamp(rule="script", value=value, meaning="published", signs=frozenset(signs))
