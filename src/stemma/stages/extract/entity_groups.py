"""Referents of a story in groups: joined at once when their names are equal, kept apart when something tells them apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.language.roles import roles_clash
from stemma.language.spelling import fold
from stemma.records import EntityType, Page, Referent

_MOST_RIVALS = 400


class Group:
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

    def take(self, other: "Group") -> None:
        """Absorb another group."""
        self.names.update(other.names)
        self.aliases |= other.aliases
        self.members += other.members
        for report, names in other.reports.items():
            self.reports.setdefault(report, set()).update(names)
        self.roles.update(other.roles)
        self.countries.update(other.countries)


def name_key(name: str) -> str:
    """A name folded, without hyphens and article, as exact equality takes it."""
    return " ".join(word for word in (fold(part) for part in name.replace("-", " ").split()) if word and word != "the")


def exact_groups(pages: Sequence[Page], counts: Counter[tuple[str, int]], lexicons: Lexicons) -> list[Group]:
    """Referents with one name and no contradiction, joined without further ado."""
    groups: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for page in pages:
        for index, referent in enumerate(page.annotation.referents):
            group = _group_of(page.report.id, index, referent, counts)
            bucket = groups[(referent.type, group.key)]
            home = next((other for other in bucket if not tells_apart(other, group, lexicons)), None)
            if home is None:
                bucket.append(group)
            else:
                home.take(group)
    return [group for _, bucket in sorted(groups.items()) for group in bucket]


def _group_of(report: str, index: int, referent: Referent, counts: Counter[tuple[str, int]]) -> Group:
    key = name_key(referent.name)
    group = Group(referent.type, key)
    group.names[referent.name] = max(1, counts[(report, index)])
    group.aliases.update(referent.aliases)
    group.members.append((report, index))
    group.reports[report] = {key}
    if referent.role:
        group.roles[referent.role] += 1
    if referent.country:
        group.countries[referent.country] += 1
    return group


def tells_apart(left: Group, right: Group, lexicons: Lexicons) -> bool:
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


def with_one_type(groups: list[Group], lexicons: Lexicons) -> list[Group]:
    """One name has one type in a story, that of most mentions, unless it is a known name with two senses."""
    by_key: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_key[group.key].append(group)
    result: list[Group] = []
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
            if tells_apart(first, group, lexicons):
                kept.append(group)
            else:
                first.take(group)
        result += kept
    return result


def countries_differ(left: Group, right: Group) -> bool:
    """Whether both have countries and none in common."""
    return bool(left.countries) and bool(right.countries) and set(left.countries).isdisjoint(right.countries)


def join_pairs(groups: list[Group], pairs: Iterable[tuple[float, int, int]], lexicons: Lexicons) -> list[Group]:
    """Join the best pairs first, refusing those that something tells apart."""
    parent = list(range(len(groups)))

    def find(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for _, left, right in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        one, two = sorted((find(left), find(right)))
        if one != two and not tells_apart(groups[one], groups[two], lexicons):
            groups[one].take(groups[two])
            parent[two] = one
    return [group for at, group in enumerate(groups) if parent[at] == at]


def pairs_by_key(keys: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
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
