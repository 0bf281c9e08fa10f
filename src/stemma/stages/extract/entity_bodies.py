"""Organisations, places and events joined over the reports of a story, by known names, cores, acronyms and parts of names."""

import re
from collections import defaultdict

from stemma.language.bodies import core_words, initials, title_words
from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.language.names import same_name
from stemma.language.spelling import consonants, fold
from stemma.stages.extract.entity_groups import Group, join_pairs, pairs_by_key, tells_apart

_ALIKE_FROM = 0.8
_MOST_WORDS_MORE = 2


def link_bodies(groups: list[Group], lexicons: Lexicons) -> list[Group]:
    """Join groups of organisations, places and events, then those under a part of their name. Cost: the pairs that share a key."""
    keys = [_titled_keys(group, lexicons) for group in groups]
    pairs = []
    buckets = [frozenset(key.replace("word acronym", "word initials") for key in own) for own in keys]
    for one, two in pairs_by_key(buckets):
        if groups[one].type != groups[two].type:
            continue
        shared = keys[one] & keys[two]
        if any(not key.startswith("word ") for key in shared) or _is_spelled_out(keys[one], keys[two]):
            pairs.append((1.0 if any(key.startswith("known ") for key in shared) else 0.95, one, two))
        elif not any(key.startswith("known ") for key in keys[one] | keys[two]):
            score = _titled_score(groups[one], groups[two], lexicons)
            if score >= _ALIKE_FROM:
                pairs.append((score, one, two))
    return _without_rest(_without_seat(_without_country(join_pairs(groups, pairs, lexicons), lexicons), lexicons), lexicons)


def _is_spelled_out(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one has an acronym of the other's initials."""
    for own, others in ((left, right), (right, left)):
        acronyms = (key for key in own if key.startswith("word acronym"))
        if any(key.replace("acronym", "initials") in others for key in acronyms):
            return True
    return False


def _titled_score(left: Group, right: Group, lexicons: Lexicons) -> float:
    return max(
        same_name(one, two, type=left.type, lexicons=lexicons).value
        for one in sorted(left.names, key=lambda name: (-left.names[name], name))[:3]
        for two in sorted(right.names, key=lambda name: (-right.names[name], name))[:3]
    )


def _titled_keys(group: Group, lexicons: Lexicons) -> frozenset[str]:
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


def _without_country(groups: list[Group], lexicons: Lexicons) -> list[Group]:
    """ "The Foreign Ministry" of no named country joins the only foreign ministry of the story."""
    homes: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        if group.type == "organisation" and group.country:
            for core in sorted({core_words(form, group.country, lexicons) for form in group.forms}):
                homes[core].append(group)
    kept: list[Group] = []
    for group in groups:
        home = homes.get(core_words(group.forms[0], None, lexicons), []) if group.type == "organisation" and not group.country else []
        if len(home) == 1 and not tells_apart(home[0], group, lexicons):
            home[0].take(group)
        else:
            kept.append(group)
    return kept


_SEAT = re.compile(r" (?:in|to) ([A-Z].*)$")


def _without_seat(groups: list[Group], lexicons: Lexicons) -> list[Group]:
    """ "The Chilean Embassy" of no named place joins the only Chilean embassy of the story."""
    homes: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        name = group.forms[0]
        seat = _SEAT.search(name) if group.type == "organisation" and group.country else None
        if seat is not None and look_up(seat[1], lexicons) is not None:
            homes[(group.country or "", *core_words(name[: seat.start()], group.country, lexicons))].append(group)
    kept: list[Group] = []
    for group in groups:
        home = homes.get((group.country or "", *core_words(group.forms[0], group.country, lexicons)), [])
        if group.type == "organisation" and len(home) == 1 and home[0] is not group and not tells_apart(home[0], group, lexicons):
            home[0].take(group)
        else:
            kept.append(group)
    return kept


def _without_rest(groups: list[Group], lexicons: Lexicons) -> list[Group]:
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
    kept: list[Group] = []
    for at, group in enumerate(groups):
        is_short = group.type == "organisation" and all(len(title_words(name, lexicons)) == 1 for name in group.names)
        firsts = sorted({title_words(name, lexicons)[0] for name in group.names}) if is_short else []
        homes = sorted({home for first in firsts for home in longer.get(first, ()) if home != at})
        if len(homes) == 1 and look_up(group.forms[0], lexicons) is None and not tells_apart(groups[homes[0]], group, lexicons):
            groups[homes[0]].take(group)
        else:
            kept.append(group)
    return kept
