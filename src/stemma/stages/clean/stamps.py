"""Dates that an HTML page gives to machines: in JSON-LD, meta tags, microdata, ``time`` elements and the data of its scripts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

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
_SCRIPT_KEY = re.compile(rf"""(?<![A-Za-z])(?:{_SCRIPT_KEYS})\\?["']?\s{{0,3}}[:=]\s{{0,3}}\\?$""", re.IGNORECASE)
_LONGEST_KEY = 60
_MOST_SCRIPT_CHARS, _MOST_SCRIPT_STAMPS, _MOST_TIMES, _MOST_OF_A_KIND = 1_500_000, 40, 60, 3
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


def microdata_stamps(tree: Any) -> Iterator[Stamp]:
    """What elements marked with ``itemprop`` say in an attribute."""
    meanings = {name: (meaning, sign) for name, meaning, sign in _KEYS}
    found: dict[str, int] = {}
    for element in tree.xpath("//*[@itemprop]"):
        name = element.get("itemprop")
        value = element.get("datetime") or element.get("content") if name in meanings else None
        if value and value.strip() and (found.setdefault(name, 0)) < _MOST_OF_A_KIND:
            found[name] += 1
            meaning, sign = meanings[name]
            yield Stamp(rule="microdata", value=value.strip(), meaning=meaning, signs=frozenset({f"micro_{sign}"}))


def rdfa_stamps(tree: Any) -> Iterator[Stamp]:
    """What elements of the text marked with RDFa's ``property`` say in ``content`` ("dc:date dc:created", "schema:datePublished")."""
    for element in tree.xpath("//body//*[@property][@content]")[:40]:
        names = _RDFA.findall(element.get("property"))
        if names and element.get("content").strip():
            meaning: Meaning = "updated" if "modified" in names[0].lower() else "published"
            sign = "micro_modified" if meaning == "updated" else "micro_published"
            yield Stamp(rule="microdata", value=element.get("content").strip(), meaning=meaning, signs=frozenset({sign}))


def time_stamps(tree: Any) -> Iterator[Stamp]:
    """What ``time`` elements (and others with a ``datetime``) hold for machines, with where they stand; the first behind the main heading
    is marked."""
    is_below, is_first = False, True
    found = 0
    for element in tree.iter("h1", "time", "span", "abbr", "div", "p"):
        if element.tag == "h1":
            is_below = True
            continue
        value = (element.get("datetime") or (element.get("title") if element.tag == "abbr" else None) or "").strip()
        if not value or not value[:1].isdigit() or (found := found + 1) > _MOST_TIMES:
            continue
        signs, meaning = _signs_of_time(element)
        if is_below and is_first and meaning == "published" and "time_aside" not in signs:
            signs, is_first = signs | {"time_first"}, False
        yield Stamp(rule="time_tag", value=value, meaning=meaning, signs=signs)


def _signs_of_time(element: Any) -> tuple[frozenset[str], Meaning]:
    named = " ".join((element.get("class") or "", element.get("itemprop") or "", element.get("id") or ""))
    parents = [parent for parent, _ in zip(element.iterancestors(), range(6), strict=False)]
    around = " ".join((parent.get("class") or "") + " " + (parent.get("id") or "") for parent in parents)[:600]
    signs = {"time_element"}
    if element.get("pubdate") is not None or _ISSUED.search(named):
        signs.add("time_issued")
    if any((parent.get("rel") or "") == "bookmark" for parent in parents):
        signs.add("time_bookmark")
    elif any(parent.tag in _LISTED for parent in parents) or _ASIDE.search(around):
        signs.add("time_aside")
    if _COMMENT.search(around):
        signs.add("time_comment")
    return frozenset(signs), "updated" if _CHANGED.search(named) else "published"


def script_stamps(tree: Any) -> Iterator[Stamp]:
    """What the data in the page's scripts calls a date of publication; all of one day where they agree."""
    values: list[str] = []
    for script in tree.iter("script"):
        text = script.text or ""
        if len(text) <= _MOST_SCRIPT_CHARS and "ld+json" not in (script.get("type") or ""):
            for match in _SCRIPT_VALUE.finditer(text):
                if _SCRIPT_KEY.search(text, max(0, match.start() - _LONGEST_KEY), match.start()):
                    values.append(match["value"].strip())
        if len(values) >= _MOST_SCRIPT_STAMPS:
            break
    sole = len({value[:10] for value in values}) == 1
    for place, value in enumerate(dict.fromkeys(values)):
        signs = {"script"} | ({"script_sole"} if sole else set()) | ({"script_first"} if place == 0 else set())
        yield Stamp(rule="script", value=value, meaning="published", signs=frozenset(signs))
