"""Names of one report gathered into referents: who or what is who.

Names are read in order. A full name joins the person whose full name is the same; a single name joins the person that it may
be short for and that was named last (Wacholder, Ravin & Choi 1997; the centring literature's recency). Two full names that are not variants
of each other are two people.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from stemma.language.bodies import core_words, initials, title_words, type_words
from stemma.language.gazetteer import Entry, look_up
from stemma.language.lexicon import Lexicons
from stemma.language.names import same_name
from stemma.language.personal import PersonName, fit_of_short, name_keys, parse_person
from stemma.language.roles import roles_clash
from stemma.language.spelling import fold
from stemma.records import EntityType, Referent
from stemma.stages.annotate.names import form_key
from stemma.stages.annotate.reading import Reading
from stemma.stages.annotate.roles import Role, role_of
from stemma.stages.annotate.spans import NameSpan

_ACRONYM = re.compile(r"\s?\((?:the\s)?[\"“']?([A-Z][A-Za-z&.\-]{1,9})[\"”']?\)")


_SEAT = re.compile(r" (?:in|to) [A-Z].*$")
_NEARLY_EQUAL = 0.9

_Key = tuple[str, ...]


class Candidate:
    """A referent while the report is being read. ``forms`` counts its printed names, ``names`` holds them taken apart (people
    only), ``last`` is where it was named last."""

    def __init__(self, type_: EntityType) -> None:
        self.type = type_
        self.forms = Counter[str]()
        self.names: dict[str, PersonName] = {}
        self.entry: Entry | None = None
        self.keys: set[_Key] = set()
        self.country: str | None = None
        self.seat: str | None = None
        self.roles = Counter[str]()
        self.gender: str | None = None
        self.last = -1

    @property
    def is_full(self) -> bool:
        return any(len(name.parts) > 1 for name in self.names.values())


class Gathering:
    """The referents so far, and ``members``: the start, end and candidate of every span. Candidates are found again by keys,
    so that a name is compared with those alone that share something with it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.candidates: list[Candidate] = []
        self.members: list[tuple[int, int, int]] = []
        self._index: dict[_Key, dict[int, None]] = {}

    def add(self, span: NameSpan, found: int | None, keys: Iterable[_Key]) -> Candidate:
        """Record a span under a candidate, new when ``found`` is None, to be found by its keys."""
        if found is None:
            self.candidates.append(Candidate(span.type))
            found = len(self.candidates) - 1
        for key in keys:
            self._index.setdefault((span.type, *key), {})[found] = None
        self.candidates[found].last = span.start
        self.members.append((span.start, span.end, found))
        return self.candidates[found]

    def find(self, type_: EntityType, keys: Iterable[_Key]) -> list[int]:
        """The candidates of a type that share a key, last named first."""
        found = {at for key in keys for at in self._index.get((type_, *key), ())}
        return sorted(found, key=lambda at: (-self.candidates[at].last, at))


def gather_referents(reading: Reading, spans: Iterable[NameSpan]) -> Gathering:
    """Join the names of a report into candidates for referents, in order of first mention. Adjectives name nothing."""
    gathering = Gathering(reading)
    ordered = [span for span in spans if not span.is_adjective and span.type != "other"]
    people = [span.start for span in ordered if span.type == "person"]
    for span in ordered:
        if span.type == "person":
            following = bisect_right(people, span.start)
            _add_person(gathering, span, people[following] if following < len(people) else len(reading.text))
        else:
            _add_titled(gathering, span)
    return gathering


# ---------------------------------------------------------------- people


def _add_person(gathering: Gathering, span: NameSpan, following: int) -> None:
    reading, lexicons = gathering.reading, gathering.reading.lexicons
    printed = reading.text[span.start : span.end]
    name = parse_person(printed, lexicons)
    sentence = reading.sentence_at(span.start)
    low, high = (reading.sentences[sentence].start, reading.sentences[sentence].end) if sentence is not None else (span.start, span.end)
    bounds = (low, min(high, following), high)
    role = role_of(reading.text, span.start, span.end, bounds, lexicons)
    keys = [(key,) for key in sorted(name_keys(name, lexicons))]
    people = gathering.find("person", keys)
    found = _full_match(gathering, people, printed, name, role) if len(name.parts) > 1 else _short_match(gathering, people, name, role)
    candidate = gathering.add(span, found, keys)
    candidate.forms[printed] += 1
    candidate.names.setdefault(printed, name)
    candidate.country = candidate.country or role.country
    candidate.gender = candidate.gender or role.gender
    if role.text:
        candidate.roles[role.text] += 1


def _full_match(gathering: Gathering, people: list[int], printed: str, name: PersonName, role: Role) -> int | None:
    lexicons = gathering.reading.lexicons
    best: tuple[float, int] | None = None
    for at in people:
        forms = [form for form, other in gathering.candidates[at].names.items() if len(other.parts) > 1]
        scores = [same_name(printed, form, type="person", lexicons=lexicons) for form in forms]
        same = [score.value for score in scores if score.is_same]
        if same and (best is None or max(same) > best[0]):
            best = (max(same), at)
    if best is not None:
        return best[1]
    short = [at for at in people if not gathering.candidates[at].is_full and _fit(gathering.candidates[at], name) > 0]
    return short[0] if len(short) == 1 and not _contradicts(gathering.candidates[short[0]], role, lexicons) else None


def _fit(candidate: Candidate, name: PersonName) -> int:
    """How well the single names of a candidate fit a full one."""
    return max((fit_of_short(short, name) for short in candidate.names.values()), default=0)


def _short_match(gathering: Gathering, people: list[int], name: PersonName, role: Role) -> int | None:
    """The person whom a single name is short for: family name before given name, then named last."""
    ranked = []
    for at in people:
        candidate = gathering.candidates[at]
        fit = max((fit_of_short(name, other) for other in candidate.names.values()), default=0)
        if fit > 0 and not (role.gender and candidate.gender and role.gender != candidate.gender):
            clash = _contradicts(candidate, role, gathering.reading.lexicons)
            ranked.append((not clash, fit, candidate.last, at))
    return max(ranked)[3] if ranked else None


def _contradicts(candidate: Candidate, role: Role, lexicons: Lexicons) -> bool:
    if role.country and candidate.country and role.country != candidate.country:
        return True
    return bool(candidate.roles) and all(roles_clash(role.text, other, lexicons) for other in candidate.roles)


# ---------------------------------------------------------------- organisations, places, events


def _add_titled(gathering: Gathering, span: NameSpan) -> None:
    reading = gathering.reading
    printed = span.label or reading.text[span.start : span.end]
    acronym = _ACRONYM.match(reading.text, span.end, span.end + 16)
    keys = _keys(span, printed, reading.lexicons)
    if acronym is not None:
        keys.add(("acronym", fold(acronym.group(1))))
    words = title_words(printed, reading.lexicons)
    ends = {("first", words[0]), ("last", words[-1]), ("core", *sorted(set(words)))} if words else set()
    found = _titled_match(gathering, span, printed, keys)
    core = {("core", *key[2:]) for key in keys if key[0] == "name"} if span.type == "organisation" else set()
    candidate = gathering.add(span, found, sorted(keys | ends | core))
    candidate.forms[printed] += 1
    candidate.keys |= keys
    candidate.entry = candidate.entry or span.entry
    candidate.country = candidate.country or span.country or (span.entry.country if span.entry else None)
    candidate.seat = candidate.seat or span.seat


def _keys(span: NameSpan, printed: str, lexicons: Lexicons) -> set[tuple[str, ...]]:
    if span.entry is not None:
        return {("known", span.entry.name, span.entry.kind)}
    if span.type == "organisation":
        mission = _SEAT.sub("", printed) if span.seat is not None else printed
        keys = {("name", span.country or "", *core_words(mission, span.country, lexicons))}
        if " " not in printed and (printed.isupper() or 4 <= len(printed) <= 8):  # "Unicef" stands for initials too
            keys.add(("acronym", fold(printed)))
        letters = initials(fold(word) for word in re.findall(r"[^\W_]+", printed) if word[0].isupper())
        if len(letters) > 1:
            keys.add(("initials", letters))
        return keys
    return {("name", *form_key(printed).split())}


def _sought(keys: set[_Key]) -> set[_Key]:
    """The keys of whatever may be the same: an acronym seeks initials, a long name the acronym made of its initials."""
    mirrored = {"acronym": ("initials", "acronym"), "initials": ("acronym",)}
    return {(kind, *key[1:]) for key in keys for kind in mirrored.get(key[0], (key[0],))}


def _titled_match(gathering: Gathering, span: NameSpan, printed: str, keys: set[_Key]) -> int | None:
    words = title_words(printed, gathering.reading.lexicons)
    if span.entry is not None and span.entry.kind == "outlet" and len(words) == 1:
        named = gathering.find("organisation", [("last", words[0])])
        fuller = [at for at in named if (entry := gathering.candidates[at].entry) and entry.kind == "outlet" and entry != span.entry]
        if fuller:
            return fuller[0]
    for at in gathering.find(span.type, _sought(keys)):
        if _seats_agree(gathering.candidates[at], span):
            return at
    if span.entry is not None or span.type != "organisation" or not words:
        return None
    return _shortened(gathering, span, printed, words)


def _seats_agree(candidate: Candidate, span: NameSpan) -> bool:
    return not (candidate.seat and span.seat and candidate.seat != span.seat) and not (
        candidate.country and span.country and candidate.country != span.country
    )


def _shortened(gathering: Gathering, span: NameSpan, printed: str, words: tuple[str, ...]) -> int | None:
    """A name without its country ("the Foreign Ministry") or cut to its first or last words ("Siemens", "the Academy"): the
    body named last that it fits, for last words the only one."""
    lexicons = gathering.reading.lexicons
    core = tuple(sorted(set(words)))
    for at in gathering.find("organisation", [("core", *core), ("first", words[0])]):
        candidate = gathering.candidates[at]
        if not _seats_agree(candidate, span) or (candidate.entry is not None and candidate.entry.kind == "house"):
            continue
        if span.country is None and ("name", candidate.country or "", *core) in candidate.keys:
            return at
        if any(_leads(words, title_words(form, lexicons), lexicons) for form in candidate.forms):
            return at
        if any(same_name(printed, form, type="organisation", lexicons=lexicons).value >= _NEARLY_EQUAL for form in candidate.forms):
            return at
    longer = gathering.find("organisation", [("last", words[-1])])
    ends = [at for at in longer if any(_ends(words, form, lexicons) for form in gathering.candidates[at].forms)]
    return ends[0] if len(ends) == 1 else None


def _ends(words: tuple[str, ...], form: str, lexicons: Lexicons) -> bool:
    """Whether a name is the end of a longer one: "Bears" of "Chicago Bears", "Academy" of "Recording Academy"."""
    longer = title_words(form, lexicons)
    if not words or len(words) >= len(longer) or longer[-len(words) :] != words:
        return False
    entry = look_up(" ".join(form.split()[: len(longer) - len(words)]), lexicons)
    return all(word in type_words(lexicons) for word in words) or (entry is not None and entry.type == "place" and entry.kind != "demonym")


def _leads(one: tuple[str, ...], two: tuple[str, ...], lexicons: Lexicons) -> bool:
    """Whether one name is the beginning of the other and the rest says what kind of body it is ("Kyodo" of "Kyodo News"); a
    name also stands for a longer one by its first words alone ("Universal" for "Universal Music Group")."""
    if not one or not two or len(one) == len(two):
        return False
    short, long = sorted((one, two), key=len)
    if long[: len(short)] != short or len(short[0]) < 3 or short[0].isdigit():
        return False
    rest, types = long[len(short) :], type_words(lexicons)
    if short[-1] in types:
        return False
    return all(word in types for word in rest) or (len(rest) <= 2 and (short == one or rest[-1] in types))


# ---------------------------------------------------------------- what a candidate is called


def describe(candidate: Candidate, name: str | None, lexicons: Lexicons) -> Referent:
    """The finished record: the fullest undamaged form as name, the others as aliases, the role said most often."""
    forms = candidate.forms
    best = name or _best_form(candidate, lexicons)
    order = list(candidate.roles)
    role = max(order, key=lambda text: (candidate.roles[text], -order.index(text))) if order else None
    aliases = tuple(sorted(form for form in forms if form != best))
    return Referent(type=candidate.type, name=best, aliases=aliases, role=role, country=candidate.country)


def _best_form(candidate: Candidate, lexicons: Lexicons) -> str:
    forms = candidate.forms
    if candidate.entry is not None and candidate.entry.type == "place":
        return candidate.entry.name
    if candidate.entry is not None and any(form.casefold() == candidate.entry.name.casefold() for form in forms):
        return candidate.entry.name

    def rank(form: str) -> tuple[int, int, int, int]:
        words = form.split()
        parts = len(parse_person(form, lexicons).parts) if candidate.type == "person" else len(words)
        damaged = sum(1 for word in words if word[0].islower())
        shouted = form.isupper() and len(form) > 6 and not (candidate.type == "person" and parts > 1)
        return (-int(shouted), min(parts, 4), -damaged, forms[form])

    return max(forms, key=rank)
