"""People joined over the reports of a story: full names by likeness, bare names with the one person that they fit."""

from collections import defaultdict
from collections.abc import Mapping

from stemma.language.lexicon import Lexicons
from stemma.language.names import SAME_FROM, same_name
from stemma.language.personal import fit_of_short, name_keys, parse_person
from stemma.stages.extract.entity_groups import Group, countries_differ, join_pairs, pairs_by_key, tells_apart


def link_people(groups: list[Group], lexicons: Lexicons) -> list[Group]:
    """Join groups of people: full names best pairs first, then bare names. Cost: the pairs that share a name key."""
    full = [group for group in groups if any(len(parse_person(name, lexicons).parts) > 1 for name in group.names)]
    short = [group for group in groups if all(len(parse_person(name, lexicons).parts) < 2 for name in group.names)]
    keys = [_person_keys(group, lexicons) for group in full]
    pairs = []
    for one, two in pairs_by_key(keys):
        score = max(
            same_name(left, right, type="person", lexicons=lexicons).value
            for left in _full_forms(full[one], lexicons)
            for right in _full_forms(full[two], lexicons)
        )
        if score >= SAME_FROM:
            pairs.append((score, one, two))
    full = join_pairs(full, pairs, lexicons)
    return _settle_short(full, short, lexicons)


def _full_forms(group: Group, lexicons: Lexicons) -> list[str]:
    """The names that stand for a group in comparisons: its fullest, most mentioned ones."""
    names = [name for name in group.names if len(parse_person(name, lexicons).parts) > 1]
    return sorted(names, key=lambda name: (-group.names[name], name))[:3]


def _person_keys(group: Group, lexicons: Lexicons) -> frozenset[str]:
    return frozenset(key for name in _full_forms(group, lexicons) for key in name_keys(parse_person(name, lexicons), lexicons))


def _settle_short(full: list[Group], short: list[Group], lexicons: Lexicons) -> list[Group]:
    """Bare names join the one person that they fit best and nothing forbids; otherwise they stay apart."""
    by_part: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(full):
        for key in sorted(_person_keys(group, lexicons)):
            by_part[key].append(at)
    left: list[Group] = []
    for group in short:
        home = _home_of(group, full, by_part, lexicons)
        if home is None:
            left.append(group)
        else:
            full[home].take(group)
    return [*full, *left]


def _home_of(group: Group, full: list[Group], by_part: Mapping[str, list[int]], lexicons: Lexicons) -> int | None:
    names = [parse_person(name, lexicons) for name in sorted(group.names)]
    proposed = sorted({at for name in names for key in name_keys(name, lexicons) for at in by_part.get(key, ())})
    fits: dict[int, int] = {}
    for at in proposed:
        if tells_apart(full[at], group, lexicons) or countries_differ(full[at], group):
            continue
        fit = max(fit_of_short(name, parse_person(form, lexicons)) for name in names for form in _full_forms(full[at], lexicons))
        if fit > 1:
            fits[at] = fit
    best = [at for at, fit in fits.items() if fit == max(fits.values())]
    if len(best) > 1:
        best = [at for at in best if _share_role(full[at], group)]
    return best[0] if len(best) == 1 else None


def _share_role(left: Group, right: Group) -> bool:
    words = [{word for role in group.roles for word in role.lower().split()} for group in (left, right)]
    return not words[0].isdisjoint(words[1])
