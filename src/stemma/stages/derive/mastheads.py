"""The outlets of a pile by every name that its reports may call them: full name, domain, acronym."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stemma.language.article import article_spans
from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet, listed_outlet, name_key, without_legal_form
from stemma.language.rarity import rarity
from stemma.records import Extraction, Outlet, Page, Report
from stemma.stages.derive.known_as import names_by_others, names_wire, own_wire
from stemma.stages.derive.own_names import domain_names, head_lines, is_in_title, may_be_own, suits_domain
from stemma.stages.derive.translations import romanise
from stemma.text.normalise import fold, squash, without_accents

_SELF_MENTION = re.compile(r"\(([A-Z][\w&.' -]{1,40})\)")
_SHORTEST_ACRONYM = 3
"""Initials of fewer letters are an outlet's name only where its own page says so ("WARSAW (CN) -")."""
_LEAD_CHARS, _LEAD_BLOCKS = 160, 3
_LONGEST_FRAME_LINE, _LONGEST_ACRONYM, _LONGEST_WORD, _MOST_WORDS = 80, 6, 9, 5
_ARTICLES, _FEWEST_WORDS = frozenset({"the", "a", "an", "its", "their", "'s"}), 2
_TOPIC = 2
"""Headlines of other outlets with a name that make it the matter's."""
_LONG_KEY = 8
"""Letters: a domain of so many is no word by chance."""
_RARE = 6.0
"""Nats: a word that less than one article in four hundred has."""
_CAPITAL_STARTS = re.compile(r"(?<![A-ZÀ-Þ])[A-ZÀ-Þ]")
_CAPITAL_WORDS = re.compile(r"[A-ZÀ-Þ][\w'’]{1,30}(?:[ -][A-ZÀ-Þ][\w'’]{1,30}){1,4}")
_GOES_ON = re.compile(r" [A-ZÀ-Þ][a-zß-ÿ]")
_FOREIGN_ARTICLE = re.compile(r"^(?:L['’]|(?:La|Le|Les|El|Los|Las|Il|Lo|Der|Die|Das|O|Os|A|As|De|Het) )")
_LINKS = frozenset({"al", "and", "da", "das", "de", "dei", "del", "der", "des", "di", "du", "e", "et", "la", "le", "of", "the", "und", "y"})
_WORD = re.compile(r"\b[A-Z]{2,6}\b")
_OWNER = re.compile(r"['’]s(?= )")
"""Of a town in whose paper's name it stands ("Alva's Forum" of the Alva Forum)."""
_MARK = re.compile(r"[A-Z][A-Za-z]{0,6}[A-Z][a-z]{0,2}")
"""Initials, or pieces of words with their capitals ("AlPress")."""
_ENDS_MARKED = re.compile(r"\([A-Z]{2,6}\)\s*[-–—:]*\s*$")
_HEAD_LINES, _HEAD_CHARS = 3, 600
_SEPARATOR = re.compile(r"\s+[|·•–—:/-]+\s+|[,.:;|](?:\s|$)|\s[\[(]|\s{2,}")
_RIGHTS = re.compile(r"(?:©|\([Cc]\)|[Cc]opyright)(?:\s*©)?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s)?(?:by\s)?(?P<name>[^\n|·•.,;()]{2,60})")
_CAPITALS = re.compile(
    r"(?:[A-ZÀ-ÞĀ-Ž0-9][\w'’&.-]*|of|the|and|&|de|du|der|for)(?: (?:[A-ZÀ-ÞĀ-Ž0-9][\w'’&.-]*|of|the|and|&|de|du|der|for))*"
)


@dataclass(frozen=True, slots=True, eq=False)
class Mastheads:
    """``keys`` leads from every key of a name to the key of its outlet, ``reports`` from there to the outlet's reports, ``names`` to the
    name to show, ``own`` from a report to the keys of all that its page calls itself. ``pattern`` finds the names as written, None where
    the pile has none; ``tails`` are the last words of names; ``houses`` leads from a report to the key of its outlet, ``bare`` from the
    initials of those known by nothing else, ``shorts`` from the short forms of names that ``short`` finds, ``unwritten``
    from the keys that only a domain gives."""

    keys: Mapping[str, str]
    reports: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    own: Mapping[str, frozenset[str]]
    pattern: re.Pattern[str] | None
    tails: Mapping[tuple[str, ...], str]
    houses: Mapping[str, str]
    bare: Mapping[str, str]
    shorts: Mapping[str, str]
    short: re.Pattern[str] | None
    unwritten: Mapping[str, str]

    def lookup(self, name: str) -> str | None:
        """The key of the outlet of the pile that is called so; of one that is known by its initials alone, by a name with these."""
        key = self.keys.get(name_key(name))
        return key or (self.bare.get(name_key(_initials(name))) if len(name.split()) >= _FEWEST_WORDS else None)

    def kindred(self, name: str) -> str | None:
        """The key of the outlet of a name, or of the one whose name begins or ends with it, a word alone ("the agency Skarn")."""
        return self.lookup(name) or self.shorts.get(name)

    def body(self, phrase: str) -> str | None:
        """The key of the one outlet that a description may be of: "the election commission" of the Haeun Election Commission."""
        words = [word for word in phrase.lower().split() if word not in _ARTICLES]
        if len(words) < _FEWEST_WORDS:
            return None
        return self.tails.get(tuple(words))

    def are_one_house(self, one: Report, other: Report) -> bool:
        """Whether two pages are of one outlet; where one does not say whose it is, whether they call themselves the same. What else
        stands at the head of a page may be the matter's name."""
        if one.outlet is not None and other.outlet is not None and one.id in self.houses and other.id in self.houses:
            return self.houses[one.id] == self.houses[other.id]
        return not self.own.get(one.id, frozenset()).isdisjoint(self.own.get(other.id, frozenset()))

    def mentions(self, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """(key of the outlet, start, end) of each name of an outlet of the pile in ``text[start:end]``."""
        for match in self.pattern.finditer(text, start, end) if self.pattern else ():
            key = self.lookup(match.group()) or self.lookup(_OWNER.sub("", match.group(), count=1))
            if key is not None and not self._is_part(match, key):
                yield key, match.start(), match.end()
        for match in _CAPITAL_WORDS.finditer(text, start, end) if self.unwritten else ():
            key = self.unwritten.get(name_key(match.group()))
            if key is not None:
                yield key, match.start(), match.end()
        for match in self.short.finditer(text, start, end) if self.short else ():
            key = self.shorts.get(next(group for group in match.groups() if group))
            if key is not None:
                yield key, match.start(), match.end()

    def _is_part(self, match: re.Match[str], key: str) -> bool:
        """Whether one word of an outlet's longer name opens another's ("Alva Harbour School" of the Alva Daily)."""
        word = match.group()
        is_short = " " not in word and not word.isupper() and name_key(word) != name_key(self.names[key])
        return is_short and _GOES_ON.match(match.string, match.end()) is not None


def read_mastheads(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> Mastheads:
    """Every outlet of the pile by name, domain, acronym, and by what its pages call themselves (``_frame_names``). A name that fits two
    outlets leads to neither; what a page's frame says counts only where no outlet is known by that name."""
    reports: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    claims: dict[str, set[str]] = {}
    framed: dict[str, set[str]] = {}
    written: set[str] = set()
    own_keys: dict[str, frozenset[str]] = {}
    house_by_report: dict[str, str] = {}
    known = _body_names(extraction, lexicons)
    house_of = _longest_form([outlet.name for page in pages if (outlet := page.report.outlet) and outlet.name])
    twins = _twins(pages)
    others = names_by_others(pages, lexicons)
    headlines = [(page.report.outlet, fold(page.report.title or "")) for page in pages]
    for page in pages:
        outlet = _without_topic(page.report.outlet, headlines) or twins.get(page.report.id)
        own = _outlet_keys(outlet, lexicons)
        frame = (*own_marks(page.report), *others.get(page.report.id, ()), *_frame_names(page.report, known, lexicons))
        if not own and not frame:
            continue
        house = house_of(own[0] if own else name_key(frame[0]))
        reports.setdefault(house, []).append(page.report.id)
        names.setdefault(house, ((outlet.name or outlet.domain) if outlet else None) or frame[0])
        called = _called(page.report, outlet.name if outlet else None, known, lexicons)
        called |= _signatures(page.report, [outlet.name] if outlet and outlet.name else frame[:1])
        written |= called | set(frame)
        for key in (*own, *(name_key(name) for name in called)):
            claims.setdefault(key, set()).add(house)
        for name in frame:
            framed.setdefault(name_key(name), set()).add(house)
        own_keys[page.report.id] = frozenset((*own, *map(name_key, (*called, *frame))))
        house_by_report[page.report.id] = house
    own_keys = {
        report: frozenset(key for key in keys if house_by_report[report] in claims.get(key, {house_by_report[report]}))
        for report, keys in own_keys.items()
    }
    for key, houses in framed.items():
        claims.setdefault(key, houses)
    keys = {key: min(houses) for key, houses in claims.items() if key and len(houses) == 1}
    reports_of = {house: tuple(sorted(found)) for house, found in reports.items()}
    bare = {
        key: house
        for key, house in keys.items()
        if key == name_key(names[house]) and names[house].isupper() and len(key) >= _SHORTEST_ACRONYM
    }
    first_names = {house: _first_name(name, lexicons) for house, name in names.items()}
    openings, endings = _short_forms(first_names, keys, lexicons)
    tails = _tails(first_names)
    long_endings = _long_endings(first_names, tails, keys, lexicons)
    shorts = {**openings, **endings, **long_endings}
    own_keys = {
        report: own | {name_key(form) for form, house in shorts.items() if house == house_by_report[report]}
        for report, own in own_keys.items()
    }
    forms = {name_key(form) for form in written if " " in form or form.isupper()}
    unwritten = {key: house for key, house in keys.items() if key not in forms and len(key) >= _LONG_KEY}
    return Mastheads(
        keys,
        reports_of,
        names,
        own_keys,
        _pattern(written),
        tails,
        house_by_report,
        bare,
        shorts,
        _short_pattern(openings, endings, long_endings, lexicons),
        unwritten,
    )


def _without_topic(outlet: Outlet | None, headlines: Sequence[tuple[Outlet | None, str]]) -> Outlet | None:
    """An outlet without a name that has nothing of its domain and stands in headlines of others: what its page took for its own is what
    all speak of ("The Alva Papers" of a page of echo.example)."""
    if outlet is None or not outlet.name or not outlet.domain:
        return outlet
    spoken = fold(outlet.name).removeprefix("the ")
    is_topic = (
        not suits_domain(outlet.name, outlet.domain)
        and sum(spoken in title for other, title in headlines if other is None or other.name != outlet.name) >= _TOPIC
    )
    return replace(outlet, name=None) if is_topic else outlet


def _called(report: Report, name: str | None, known: Mapping[str, str], lexicons: Lexicons) -> set[str]:
    """The forms of its outlet's name by which a report's page may be called: whole, shortened, written otherwise, its initials."""
    called = set(own_marks(report))
    if name:
        called |= {
            name,
            _first_name(name, lexicons),
            *_acronyms(report),
            _shortened(name, lexicons),
            *_openings(name, known),
            *_written_otherwise(name),
        }
        called |= set(_own_acronym(report, name))
    return called


def _first_name(name: str, lexicons: Lexicons) -> str:
    """The first of two names of an outlet ("Alva Post" of ALVA POST & Advertiser), as running text writes it."""
    first, link, _ = name.partition(" & ")
    is_whole = link and len(first.split()) >= _FEWEST_WORDS and is_outlet(first.title(), lexicons)
    return (first.title() if first.isupper() else first) if is_whole else name


def _short_forms(names: Mapping[str, str], keys: Mapping[str, str], lexicons: Lexicons) -> tuple[dict[str, str], dict[str, str]]:
    """From a short form of a news outlet's name to its key: the rare word that it begins with ("the Alva agency"), and the word for a
    paper that it ends with ("the Echo"), each where no other outlet of the pile is called so."""
    openings: dict[str, set[str]] = {}
    endings: dict[str, set[str]] = {}
    for house, name in names.items():
        words = name.removeprefix("The ").split()
        is_agency = words[-1].lower() in lexicons.words("agency_words")
        if len(words) < _FEWEST_WORDS or not (is_outlet(name, lexicons) or is_agency):
            continue
        if rarity(words[0].lower(), lexicons) >= _RARE:
            openings.setdefault(words[0], set()).add(house)
        if words[-1].lower() not in lexicons.words("agency_words"):
            endings.setdefault(words[-1], set()).add(house)
    return _of_one(openings, endings, keys), _of_one(endings, openings, keys)


def _of_one(forms: Mapping[str, set[str]], others: Mapping[str, set[str]], keys: Mapping[str, str]) -> dict[str, str]:
    """The short forms that are one outlet's only, with its key."""
    return {
        form: min(houses)
        for form, houses in forms.items()
        if len(houses | others.get(form, set())) == 1 and name_key(form) not in keys
    }  # fmt: skip


def _short_pattern(
    openings: Iterable[str], endings: Iterable[str], long_endings: Iterable[str], lexicons: Lexicons
) -> re.Pattern[str] | None:
    """Finds the word that a name begins with between "the" and a noun for an outlet or before a verb of reporting, the one that a name ends
    with behind "the" where no other name goes before or on with it, and its last words ("the local Evening Post")."""
    before, after, long = (_any_of(forms) for forms in (openings, endings, long_endings))
    if not before and not after and not long:
        return None
    nouns = _any_of(row[0] for row in lexicons.rows("organisation_words") if row[2] == "news")
    words = _any_of([*openings, *endings])
    found = [rf"[Tt]he ({words})(?: (?:{nouns}))\b(?! [A-Z])"] if words else []
    found += [rf"[Tt]he (?:local |town's |village's )?({after})(?!\w|['’]?s? [A-Z]| (?:{nouns})\b)"] if after else []
    rare = _any_of(word for word in (*openings, *endings) if rarity(word.lower(), lexicons) >= _RARE)
    found += [rf"({rare})(?= (?:reports|reported|writes|wrote)\b)"] if rare else []
    found += [rf"(?:[Tt]he|[Ii]n) (?:[a-z]+ )?({long})(?!\w| [A-Z])"] if long else []
    return re.compile(rf"(?<![\w-])(?:{'|'.join(found)})")


def _long_endings(
    names: Mapping[str, str], tails: Mapping[tuple[str, ...], str], keys: Mapping[str, str], lexicons: Lexicons
) -> dict[str, str]:
    """The last words, two or more, of a news outlet's name that no other has, with its key, as they are written."""
    found = {}
    for house, name in names.items():
        words = name.split()
        for place in range(1, len(words) - 1):
            tail = words[place:]
            is_telling = any(word.lower() not in {*lexicons.words("agency_words"), "news"} for word in tail) and tail[0][:1].isupper()
            if is_telling and is_outlet(name, lexicons) and tails.get(tuple(word.lower() for word in tail)) == house:
                found[" ".join(tail)] = house
    return {form: house for form, house in found.items() if name_key(form) not in keys}


def _any_of(forms: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(form) for form in sorted(set(forms), key=lambda form: (-len(form), form)))


def _shortened(name: str, lexicons: Lexicons) -> str:
    """A name, two words or more, without the words for an agency or an edition at its end: "Alva Hill News" of Alva Hill News Agency,
    "Alva Post" of Alva Post Weekend."""
    words = name.split()
    while len(words) > _FEWEST_WORDS and (words[-1].lower() in lexicons.words("agency_words") or is_outlet(" ".join(words[:-1]), lexicons)):
        words = words[:-1]
    return " ".join(words)


def _openings(name: str, known: Mapping[str, str]) -> set[str]:
    """Names of bodies of which the reports speak that a name begins with, two words or more: "El Faro" of El Faro de Alva."""
    words = name.split()
    opening = (" ".join(words[:count]) for count in range(_FEWEST_WORDS, len(words)))
    return {known[key] for part in opening if (key := name_key(part)) in known}


def _written_otherwise(name: str) -> set[str]:
    """A name of several words without a foreign article before it ("Écho du Vallon" of L'Écho du Vallon) and, where some words are all
    capitals, as running text may write it."""
    bare = _FOREIGN_ARTICLE.sub("", name)
    forms = {bare} if bare != name and len(bare.split()) >= _FEWEST_WORDS else set()
    if any(word.isupper() and len(word) > 1 for word in name.split()):
        first, *rest = name.split()
        forms.add(" ".join([first.capitalize(), *(word.lower() if word.lower() in _LINKS else word.capitalize() for word in rest)]))
    return forms


def _tails(names: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """From the last words of an outlet's name, two or more, to its key, where only one ends so."""
    found: dict[tuple[str, ...], set[str]] = {}
    for key, name in names.items():
        words = name.lower().split()[-_MOST_WORDS:]
        for place in range(len(words) - 1):
            found.setdefault(tuple(words[place:]), set()).add(key)
    return {tail: min(keys) for tail, keys in found.items() if len(keys) == 1}


def _longest_form(names: Sequence[str]) -> Callable[[str], str]:
    """From the key of a name to that of the longest name in the pile that begins with all its words: "Andes Press" may be a short form
    of "Andes Press Service"."""
    longer: dict[str, str] = {}
    for name in sorted(set(names), key=lambda name: (len(name), name)):
        words = name.split()
        for count in range(_FEWEST_WORDS, len(words)):
            longer[name_key(" ".join(words[:count]))] = name_key(name)
    return lambda key: longer.get(key, key)


def _body_names(extraction: Extraction, lexicons: Lexicons) -> dict[str, str]:
    """The names of everything that the reports speak of as a body, by key; a word alone must be a rare one,
    and no acronym: those stand as marks on others' pages."""
    bodies = [entity for entity in extraction.entities if entity.type not in {"person", "place"}]
    found: dict[str, str] = {}
    for name in (form for entity in bodies for form in (entity.name, *entity.aliases)):
        is_telling = " " in name.removeprefix("The ") or rarity(name.lower(), lexicons) >= _RARE
        if name[:1].isupper() and not name.isupper() and is_telling and look_up(name, lexicons) is None:
            found.setdefault(name_key(name), name)
    return found


def _frame_names(report: Report, known: Mapping[str, str], lexicons: Lexicons) -> tuple[str, ...]:
    """What a page calls itself: a capitalised name of some words at its very head or behind a sign of copyright, and, where nothing else
    says whose it is, the agency in its dateline and any part of its frame that is the name of a body of which the reports speak.

    Some of the first are no outlet's names ("Latin America"); they tell something only where another report gives one as its source.
    """
    parts = _SEPARATOR.split(_first_line(report)[:_LONGEST_FRAME_LINE])
    is_title = is_in_title(report, len(report.text) - len(report.text.lstrip()))
    heads = [part for part in parts[: 1 if len(parts[0]) > _LONGEST_ACRONYM else 2] if may_be_own(part, report, is_told=is_title)]
    articles = article_spans(report)
    for match in _RIGHTS.finditer(report.text):
        is_told = any(start <= match.start() < end for start, end in articles)  # there the rights are an agency's or photographer's
        if not names_wire(report, *match.span("name")) and may_be_own(match["name"], report, is_told=is_told):
            heads.append(match["name"])
    names = [without_legal_form(part.strip(" .,:;"), lexicons) for part in heads]
    found = [name for name in names if " " in name and _CAPITALS.fullmatch(name) and len(name.split()) <= _MOST_WORDS]
    for line, is_title in () if report.outlet and report.outlet.name else _frame_lines(report):
        parts = [part.strip(" .,:;") for part in _SEPARATOR.split(line)]
        keys = [name_key(without_legal_form(part, lexicons)) for part in parts if may_be_own(part, report, is_told=is_title)]
        found += [known[key] for key in keys if key in known]
    return tuple(dict.fromkeys((*own_wire(report, lexicons), *found)))


def _own_acronym(report: Report, name: str) -> tuple[str, ...]:
    """What stands in capitals beside the outlet's name on the page's first line and has its letters in that order
    ("Autoridad de Puertos y Rías - APURIA", "Alva Press - AlP"), as that and as a name."""
    parts = [part.strip(" .,:;()") for part in _SEPARATOR.split(_first_line(report)[: 2 * _LONGEST_FRAME_LINE])]
    keys = [name_key(part) for part in parts]
    found = [part for part in parts if _MARK.fullmatch(part) and part.isalpha() and _SHORTEST_ACRONYM <= len(part) <= _LONGEST_WORD]
    key = name_key(name)
    made = [part for part in found if name_key(part) != key and key in keys and _is_within(name_key(part), key)]
    return tuple(
        form for part in made for form in ((part, part.capitalize()) if part.isupper() and len(part) > _SHORTEST_ACRONYM else (part,))
    )


def _is_within(letters: str, text: str) -> bool:
    """Whether the letters stand in the text in this order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _first_line(report: Report) -> str:
    return next((line.strip() for line in report.text[:2_000].split("\n") if line.strip()), "")


def _frame_lines(report: Report) -> Iterator[tuple[str, bool]]:
    """The short lines of a page that are neither article nor teaser, and its title where that may be its masthead: whether it is that."""
    for block in report.blocks:
        if block.kind in {"chrome", "notice", "title", "byline", "date"}:
            lines = report.text[block.start : block.end].split("\n")
            yield from ((line, block.kind == "title") for line in lines if 0 < len(line) <= _LONGEST_FRAME_LINE)


def full_keys(report: Report, lexicons: Lexicons) -> tuple[str, ...]:
    """The keys of a report's outlet: that of its full name first, of its domain where it has no name; none where neither is known."""
    return _outlet_keys(report.outlet, lexicons)


def _outlet_keys(outlet: Outlet | None, lexicons: Lexicons) -> tuple[str, ...]:
    keys: list[str] = []
    for name in (outlet.name, *(domain_names(outlet.domain) if outlet.domain else ())) if outlet else ():
        if name:
            keys += [name_key(listed_outlet(name, lexicons) or name), name_key(name), name_key(romanise(name))]
    if outlet and outlet.domain and not outlet.name:
        keys.append(name_key(outlet.domain))  # the name by which it is shown
    return tuple(dict.fromkeys(key for key in keys if key))


def signs_itself(report: Report) -> bool:
    """Whether the article opens with its own outlet's name in brackets, as agencies sign ("LIMA (Andes Press) -")."""
    outlet = report.outlet
    if outlet is None or not outlet.name:
        return False
    own = {name_key(outlet.name), name_key(_initials(outlet.name))}
    return any(name_key(mark) in own for mark in _SELF_MENTION.findall(_lead(report)))


def _acronyms(report: Report) -> set[str]:
    """The initials of the outlet's name, if they are long enough or its article opens with them in brackets."""
    initials = _initials(report.outlet.name or "") if report.outlet else ""
    marks = {mark.replace(".", "") for mark in _SELF_MENTION.findall(_lead(report))}
    is_named = len(initials) >= _SHORTEST_ACRONYM or initials in marks
    return {initials} if is_named and len(initials) > 1 else set()


def _signatures(report: Report, names: Sequence[str]) -> set[str]:
    """The marks in brackets with which an article opens that begin one of its outlet's names ("(Hanbit)" for Hanbit News Agency)."""
    keys = [name_key(name) for name in names]
    return {mark for mark in _SELF_MENTION.findall(_lead(report)) if any(key.startswith(name_key(mark)) for key in keys)}


def _initials(name: str) -> str:
    return "".join(word[0] for word in _CAPITAL_STARTS.findall(name))


def own_marks(report: Report) -> tuple[str, ...]:
    """The initials with which a page signs its article in brackets and which stand in its head too: whose page it is. A page that only
    takes an agency's text over has the agency's mark in the text alone."""
    spans = article_spans(report)
    before = min(_HEAD_CHARS, spans[0][0]) if spans else 0
    lines = [(line, is_title) for line, is_title in head_lines(report, before) if line.strip()]
    words = {word for line, is_title in lines[:_HEAD_LINES] for word in _WORD.findall(line) if may_be_own(word, report, is_told=is_title)}
    dateline = lines[-1][0] if len(lines) > 1 and _ENDS_MARKED.search(lines[-1][0]) else ""
    marks = _SELF_MENTION.findall(f"{dateline} {_lead(report)}")
    return tuple(dict.fromkeys(mark for mark in marks if mark.isupper() and mark in words and len(mark) <= _LONGEST_ACRONYM))


def _twins(pages: Sequence[Page]) -> dict[str, Outlet]:
    """For pages that do not say whose they are, the outlet of another page whose head has a line of theirs."""
    by_line: dict[str, set[tuple[str | None, str | None]]] = {}
    for page in pages:
        if page.report.outlet is not None:
            for line in _head_lines(page.report):
                by_line.setdefault(line, set()).add((page.report.outlet.name, page.report.outlet.domain))
    found: dict[str, Outlet] = {}
    for page in pages:
        known = next((by_line[line] for line in _head_lines(page.report) if line in by_line), None) if page.report.outlet is None else None
        if known is not None and len(known) == 1:
            name, domain = min(known, key=str)
            found[page.report.id] = Outlet(name=name, domain=domain)
    return found


def _head_lines(report: Report) -> list[str]:
    """The lines of words at the very head of a page, dates and titles left out."""
    frame = [report.text[block.start : block.end] for block in report.blocks if block.kind == "chrome" and block.start < _HEAD_CHARS]
    lines = [squash(line) for text in frame for line in text.split("\n")][:_HEAD_LINES]
    return [line for line in lines if len(line.split()) >= _FEWEST_WORDS + 1 and not any(letter.isdigit() for letter in line)]


def _lead(report: Report) -> str:
    """The opening of each of the article's first blocks: a byline may stand before the text."""
    return " ".join(report.text[start : min(end, start + _LEAD_CHARS)] for start, end in article_spans(report)[:_LEAD_BLOCKS])


def _pattern(written: set[str]) -> re.Pattern[str] | None:
    bare = {re.sub(r"^the ", "", form, flags=re.IGNORECASE) for form in written}
    bare |= {form.title() for form in bare if form.isupper() and " " in form}
    bare |= {"".join(map(without_accents, form)) for form in bare if not form.isascii()}
    forms = sorted({form for form in bare if len(form) > 1}, key=lambda form: (-len(form), form))
    # A brand in small letters alone may be written with any capitals: "medlook" as MedLook.
    written_so = [f"(?i:{re.escape(form)})" if form.islower() and len(form) >= _LONG_KEY - 2 else _as_written(form) for form in forms]
    letters = "".join(re.escape(letter) for letter in sorted({form[0] for form in forms}))
    # most words begin with none of these letters, and are passed over without trying every name
    return re.compile(rf"(?<!\w)(?=(?i:[{letters}]))(?:{'|'.join(written_so)})(?!\w)") if forms else None


def _as_written(form: str) -> str:
    """A pattern of a name, whose first word may be an owner."""
    first, space, rest = form.partition(" ")
    return re.escape(first) + (rf"(?:['’]s)?{re.escape(space + rest)}" if space else "")
