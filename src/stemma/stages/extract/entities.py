"""Referents of many reports joined into entities: one for each real person, organisation, place or event of the story.

Constrained agglomerative linking (Wagstaff & Cardie, *Clustering with Instance-level Constraints*, 2000): referents whose names are alike
are proposed by shared keys, best pairs are joined first, and a join is refused when one report tells the two apart, or when roles and
countries contradict. A bare family name joins the one person of the story that it fits.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from stemma.language.bodies import core_words, initials, title_words
from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.language.names import same_name
from stemma.language.personal import fit_of_short, name_keys, parse_person
from stemma.language.roles import roles_clash
from stemma.language.spelling import consonants, fold
from stemma.records import Citation, Entity, EntityType, Page, Referent

_MOST_RIVALS = 400
_ALIKE_FROM = 0.8
_MOST_WORDS_MORE = 2
_SMALL = frozenset({"of", "for", "and", "the", "in", "de", "al", "bin", "van", "von"})


@dataclass(frozen=True, slots=True)
class EntityLinks:
    """The entities of a story, most mentioned first, and the entity id of every ``(report id, referent index)``."""

    entities: tuple[Entity, ...]
    ids: Mapping[tuple[str, int], str]


class _Group:
    """Referents taken to be one. ``names`` counts the mentions behind each name; ``reports`` maps a report to the folded
    names that its members have there."""

    def __init__(self, type_: EntityType, key: str) -> None:
        self.type = type_
        self.key = key
        self.names = Counter[str]()
        self.aliases: set[str] = set()
        self.members: list[tuple[str, int]] = []
        self.reports: dict[str, set[str]] = {}
        self.roles = Counter[str]()
        self.countries = Counter[str]()

    @property
    def country(self) -> str | None:
        return max(self.countries, key=lambda code: (self.countries[code], code)) if self.countries else None

    @property
    def forms(self) -> list[str]:
        return sorted({*self.names, *self.aliases})

    def take(self, other: "_Group") -> None:
        """Absorb another group."""
        self.names.update(other.names)
        self.aliases |= other.aliases
        self.members += other.members
        for report, names in other.reports.items():
            self.reports.setdefault(report, set()).update(names)
        self.roles.update(other.roles)
        self.countries.update(other.countries)


def link_entities(pages: Sequence[Page], *, lexicons: Lexicons) -> EntityLinks:
    """Join the referents of the pages of one story.

    Returns entities by number of mentions (most first), then name, then id. Ids are ``e-`` and ten hexadecimal digits of the entity's
    type, name and country; they do not depend on the order of pages. Cost: near linear in the number of referents, as
    only names that share a key are compared.
    """
    ordered = sorted(pages, key=lambda page: page.report.id)
    counts = _mention_counts(ordered)
    groups = _same_type(_exact_groups(ordered, counts, lexicons), lexicons)
    people = _link_people([group for group in groups if group.type == "person"], lexicons)
    others = _link_titled([group for group in groups if group.type != "person"], lexicons)
    return _finished([*people, *others], ordered, lexicons)


def _mention_counts(pages: Sequence[Page]) -> Counter[tuple[str, int]]:
    return Counter((page.report.id, mention.referent) for page in pages for mention in page.annotation.mentions)


def _name_key(name: str) -> str:
    return " ".join(word for word in (fold(part) for part in name.replace("-", " ").split()) if word and word != "the")


def _exact_groups(pages: Sequence[Page], counts: Counter[tuple[str, int]], lexicons: Lexicons) -> list[_Group]:
    """Referents with one name and no contradiction, joined without further ado."""
    groups: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    for page in pages:
        for index, referent in enumerate(page.annotation.referents):
            group = _group_of(page.report.id, index, referent, counts)
            bucket = groups[(referent.type, group.key)]
            home = next((other for other in bucket if not _tells_apart(other, group, lexicons)), None)
            if home is None:
                bucket.append(group)
            else:
                home.take(group)
    return [group for _, bucket in sorted(groups.items()) for group in bucket]


def _group_of(report: str, index: int, referent: Referent, counts: Counter[tuple[str, int]]) -> _Group:
    key = _name_key(referent.name)
    group = _Group(referent.type, key)
    group.names[referent.name] = max(1, counts[(report, index)])
    group.aliases.update(referent.aliases)
    group.members.append((report, index))
    group.reports[report] = {key}
    if referent.role:
        group.roles[referent.role] += 1
    if referent.country:
        group.countries[referent.country] += 1
    return group


def _tells_apart(left: _Group, right: _Group, lexicons: Lexicons) -> bool:
    """Whether something forbids that two groups are one: a report that has both under different names, countries that
    differ while roles contradict (for bodies and places: countries that differ)."""
    few, many = sorted((left, right), key=lambda group: len(group.reports))
    if any(report in many.reports and many.reports[report].isdisjoint(names) for report, names in few.reports.items()):
        return True
    countries_differ = bool(left.countries) and bool(right.countries) and set(left.countries).isdisjoint(right.countries)
    if left.type != "person":
        return countries_differ
    clash = bool(left.roles and right.roles) and all(
        roles_clash(one, two, lexicons) for one in sorted(left.roles) for two in sorted(right.roles)
    )
    return clash and (countries_differ or left.key != right.key)


def _same_type(groups: list[_Group], lexicons: Lexicons) -> list[_Group]:
    """One name has one type in a story, that of most mentions, unless it is a known name with two senses."""
    by_key: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_key[group.key].append(group)
    result: list[_Group] = []
    for key, bucket in sorted(by_key.items()):
        types = Counter[EntityType]()
        for group in bucket:
            types[group.type] += sum(group.names.values())
        if len(types) < 2 or not key or look_up(bucket[0].forms[0], lexicons) is not None:
            result += bucket
            continue
        best = max(types, key=lambda type_: (types[type_], type_))
        first, *rest = sorted(bucket, key=lambda group: (group.type != best, group.members))
        first.type = best
        kept = [first]
        for group in rest:
            group.type = best
            if _tells_apart(first, group, lexicons):
                kept.append(group)
            else:
                first.take(group)
        result += kept
    return result


# ---------------------------------------------------------------- joining


def _join_pairs(groups: list[_Group], pairs: Iterable[tuple[float, int, int]], lexicons: Lexicons) -> list[_Group]:
    """Join the best pairs first, refusing those that something tells apart."""
    parent = list(range(len(groups)))

    def find(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for _, left, right in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        one, two = sorted((find(left), find(right)))
        if one != two and not _tells_apart(groups[one], groups[two], lexicons):
            groups[one].take(groups[two])
            parent[two] = one
    return [group for at, group in enumerate(groups) if parent[at] == at]


def _pairs_by_key(keys: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Each pair that shares a key, once; a key that too many share proposes only neighbours in order."""
    buckets: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(keys):
        for key in own:
            buckets[key].append(at)
    seen: set[tuple[int, int]] = set()
    for key in sorted(buckets):
        bucket = buckets[key]
        reach = len(bucket) if len(bucket) <= _MOST_RIVALS else 8
        for place, one in enumerate(bucket):
            for two in bucket[place + 1 : place + 1 + reach]:
                if (one, two) not in seen:
                    seen.add((one, two))
                    yield one, two


# ---------------------------------------------------------------- people


def _link_people(groups: list[_Group], lexicons: Lexicons) -> list[_Group]:
    full = [group for group in groups if any(len(parse_person(name, lexicons).parts) > 1 for name in group.names)]
    short = [group for group in groups if all(len(parse_person(name, lexicons).parts) < 2 for name in group.names)]
    keys = [_person_keys(group, lexicons) for group in full]
    pairs = []
    for one, two in _pairs_by_key(keys):
        score = max(
            same_name(left, right, type="person", lexicons=lexicons).value
            for left in _full_forms(full[one], lexicons)
            for right in _full_forms(full[two], lexicons)
        )
        if score >= 0.5:
            pairs.append((score, one, two))
    full = _join_pairs(full, pairs, lexicons)
    return _settle_short(full, short, lexicons)


def _full_forms(group: _Group, lexicons: Lexicons) -> list[str]:
    """The names that stand for a group in comparisons: its fullest, most mentioned ones."""
    names = [name for name in group.names if len(parse_person(name, lexicons).parts) > 1]
    return sorted(names, key=lambda name: (-group.names[name], name))[:3]


def _person_keys(group: _Group, lexicons: Lexicons) -> frozenset[str]:
    return frozenset(key for name in _full_forms(group, lexicons) for key in name_keys(parse_person(name, lexicons), lexicons))


def _settle_short(full: list[_Group], short: list[_Group], lexicons: Lexicons) -> list[_Group]:
    """Bare names join the one person that they fit best and nothing forbids; otherwise they stay apart."""
    by_part: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(full):
        for key in sorted(_person_keys(group, lexicons)):
            by_part[key].append(at)
    left: list[_Group] = []
    for group in short:
        home = _home_of(group, full, by_part, lexicons)
        if home is None:
            left.append(group)
        else:
            full[home].take(group)
    return [*full, *left]


def _home_of(group: _Group, full: list[_Group], by_part: Mapping[str, list[int]], lexicons: Lexicons) -> int | None:
    names = [parse_person(name, lexicons) for name in sorted(group.names)]
    proposed = sorted({at for name in names for key in name_keys(name, lexicons) for at in by_part.get(key, ())})
    fits: dict[int, int] = {}
    for at in proposed:
        if _tells_apart(full[at], group, lexicons) or _countries_differ(full[at], group):
            continue
        fit = max(fit_of_short(name, parse_person(form, lexicons)) for name in names for form in _full_forms(full[at], lexicons))
        if fit > 1:
            fits[at] = fit
    best = [at for at, fit in fits.items() if fit == max(fits.values())]
    if len(best) > 1:
        best = [at for at in best if _share_role(full[at], group)]
    return best[0] if len(best) == 1 else None


def _countries_differ(left: _Group, right: _Group) -> bool:
    return bool(left.countries) and bool(right.countries) and set(left.countries).isdisjoint(right.countries)


def _share_role(left: _Group, right: _Group) -> bool:
    words = [{word for role in group.roles for word in role.lower().split()} for group in (left, right)]
    return not words[0].isdisjoint(words[1])


# ---------------------------------------------------------------- organisations, places, events


def _link_titled(groups: list[_Group], lexicons: Lexicons) -> list[_Group]:
    keys = [_titled_keys(group, lexicons) for group in groups]
    pairs = []
    buckets = [frozenset(key.replace("word acronym", "word initials") for key in own) for own in keys]
    for one, two in _pairs_by_key(buckets):
        if groups[one].type != groups[two].type:
            continue
        shared = keys[one] & keys[two]
        if any(not key.startswith("word ") for key in shared) or _is_spelled_out(keys[one], keys[two]):
            pairs.append((1.0 if any(key.startswith("known ") for key in shared) else 0.95, one, two))
        elif not any(key.startswith("known ") for key in keys[one] | keys[two]):
            score = _titled_score(groups[one], groups[two], lexicons)
            if score >= _ALIKE_FROM:
                pairs.append((score, one, two))
    return _without_rest(_without_seat(_without_country(_join_pairs(groups, pairs, lexicons), lexicons), lexicons), lexicons)


def _is_spelled_out(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one has an acronym of the other's initials."""
    for own, others in ((left, right), (right, left)):
        acronyms = (key for key in own if key.startswith("word acronym"))
        if any(key.replace("acronym", "initials") in others for key in acronyms):
            return True
    return False


def _titled_score(left: _Group, right: _Group, lexicons: Lexicons) -> float:
    return max(
        same_name(one, two, type=left.type, lexicons=lexicons).value
        for one in sorted(left.names, key=lambda name: (-left.names[name], name))[:3]
        for two in sorted(right.names, key=lambda name: (-right.names[name], name))[:3]
    )


def _titled_keys(group: _Group, lexicons: Lexicons) -> frozenset[str]:
    keys: set[str] = set()
    for form in group.forms:
        entry = look_up(form, lexicons)
        if entry is not None and entry.type == group.type:
            keys.add(f"known {entry.name}")
        words = core_words(form, group.country, lexicons)
        if group.type == "organisation":
            keys.add(f"core {group.country or ''} {' '.join(words)}")
            keys |= _acronym_keys(form)
        else:
            keys.add(f"core {' '.join(words)}")
        keys |= {f"word {consonants(word)}" for word in words if len(word) > 3}
    return frozenset(keys)


def _acronym_keys(form: str) -> set[str]:
    letters = form.replace(".", "")
    if " " not in letters and letters.isupper() and 2 < len(letters) <= 8:
        return {f"word acronym {fold(letters)}"}
    first = initials(fold(word) for word in form.replace("-", " ").split() if word[0].isupper())
    return {f"word initials {first}"} if len(first) > 2 else set()


def _without_country(groups: list[_Group], lexicons: Lexicons) -> list[_Group]:
    """ "The Foreign Ministry" of no named country joins the only foreign ministry of the story."""
    homes: dict[tuple[str, ...], list[_Group]] = defaultdict(list)
    for group in groups:
        if group.type == "organisation" and group.country:
            for core in sorted({core_words(form, group.country, lexicons) for form in group.forms}):
                homes[core].append(group)
    kept: list[_Group] = []
    for group in groups:
        home = homes.get(core_words(group.forms[0], None, lexicons), []) if group.type == "organisation" and not group.country else []
        if len(home) == 1 and not _tells_apart(home[0], group, lexicons):
            home[0].take(group)
        else:
            kept.append(group)
    return kept


_SEAT = re.compile(r" (?:in|to) ([A-Z].*)$")


def _without_seat(groups: list[_Group], lexicons: Lexicons) -> list[_Group]:
    """ "The Chilean Embassy" of no named place joins the only Chilean embassy of the story."""
    homes: dict[tuple[str, ...], list[_Group]] = defaultdict(list)
    for group in groups:
        name = group.forms[0]
        seat = _SEAT.search(name) if group.type == "organisation" and group.country else None
        if seat is not None and look_up(seat[1], lexicons) is not None:
            homes[(group.country or "", *core_words(name[: seat.start()], group.country, lexicons))].append(group)
    kept: list[_Group] = []
    for group in groups:
        home = homes.get((group.country or "", *core_words(group.forms[0], group.country, lexicons)), [])
        if group.type == "organisation" and len(home) == 1 and home[0] is not group and not _tells_apart(home[0], group, lexicons):
            home[0].take(group)
        else:
            kept.append(group)
    return kept


def _without_rest(groups: list[_Group], lexicons: Lexicons) -> list[_Group]:
    """A body under the first word of its name alone ("Siemens"), or under its last behind a place ("Hawks" of "Chicago Hawks"),
    joins the only one of the story that is called so in full."""
    longer: dict[str, dict[int, None]] = defaultdict(dict)
    for at, group in enumerate(groups):
        for name in sorted(group.names):
            words = title_words(name, lexicons)
            if group.type == "organisation" and 1 < len(words) <= _MOST_WORDS_MORE + 1:
                longer[words[0]][at] = None
                place = look_up(" ".join(name.split()[:-1]), lexicons)
                if place is not None and place.type == "place" and place.kind != "demonym":
                    longer[words[-1]][at] = None
    kept: list[_Group] = []
    for at, group in enumerate(groups):
        is_short = group.type == "organisation" and all(len(title_words(name, lexicons)) == 1 for name in group.names)
        firsts = sorted({title_words(name, lexicons)[0] for name in group.names}) if is_short else []
        homes = sorted({home for first in firsts for home in longer.get(first, ()) if home != at})
        if len(homes) == 1 and look_up(group.forms[0], lexicons) is None and not _tells_apart(groups[homes[0]], group, lexicons):
            groups[homes[0]].take(group)
        else:
            kept.append(group)
    return kept


# ---------------------------------------------------------------- the records


def _finished(groups: list[_Group], pages: Sequence[Page], lexicons: Lexicons) -> EntityLinks:
    spans: dict[tuple[str, int], list[Citation]] = defaultdict(list)
    for page in pages:
        for mention in page.annotation.mentions:
            spans[(page.report.id, mention.referent)].append(Citation(report=page.report.id, start=mention.start, end=mention.end))
    entities: list[Entity] = []
    ids: dict[tuple[str, int], str] = {}
    used: set[str] = set()
    for group in sorted(groups, key=lambda group: (group.type, sorted(group.members))):
        citations = sorted((citation for member in group.members for citation in spans[member]), key=lambda c: (c.report, c.start, c.end))
        name = _best_name(group, lexicons)
        id_ = _entity_id(group, name, citations, used)
        used.add(id_)
        ids.update(dict.fromkeys(group.members, id_))
        role = max(group.roles, key=lambda text: (group.roles[text], -len(text), text)) if group.roles else None
        aliases = tuple(sorted((set(group.names) | group.aliases) - {name}))
        entities.append(
            Entity(id=id_, type=group.type, name=name, aliases=aliases, role=role, country=group.country, mentions=tuple(citations))
        )
    entities.sort(key=lambda entity: (-len(entity.mentions), entity.name, entity.id))
    return EntityLinks(tuple(entities), MappingProxyType(ids))


def _entity_id(group: _Group, name: str, citations: Sequence[Citation], used: set[str]) -> str:
    content = f"{group.type}\n{_name_key(name)}\n{group.country or ''}"
    id_ = _digest(content)
    if id_ in used and citations:
        id_ = _digest(f"{content}\n{citations[0].report}\n{citations[0].start}")
    return id_


def _digest(content: str) -> str:
    return "e-" + hashlib.sha256(content.encode()).hexdigest()[:10]


def _best_name(group: _Group, lexicons: Lexicons) -> str:
    """The fullest name, then the one with most mentions behind it."""

    def rank(name: str) -> tuple[int, int, int, int, str]:
        parts = len(parse_person(name, lexicons).parts) if group.type == "person" else len(title_words(name, lexicons))
        shouted = name.isupper() and len(name) > 6 and not (group.type == "person" and parts > 1)
        damaged = sum(word[0].islower() for word in name.split() if word not in _SMALL)
        return (-int(shouted), min(parts, 3) if group.type == "person" else int(parts > 1), -damaged, group.names[name], name)

    return max(group.names, key=rank)
