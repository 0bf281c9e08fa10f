"""Attribution chains as readers see them: through whom a statement reached the page."""

from collections.abc import Iterable, Mapping, Sequence

from stemma.language.inflection import lemmas
from stemma.language.reporting import Reporting, ReportWords
from stemma.records import Annotation, Attribution, Link
from stemma.stages.extract.modality import Voice

_PRONOUNS = frozenset({"it", "he", "she", "they", "his", "her", "its", "their", "who", "this", "that"})
LONGEST_CHAIN = 24
"""Sources one behind another: "X said that Y had heard from Z" are three, and no news has more than a handful."""


def innermost(start: int, end: int, attributions: Sequence[Attribution], numbers: Iterable[int]) -> int | None:
    """The narrowest attribution whose content holds most of a span, among those numbered; of equal ones the deepest in its chain."""
    holding: list[tuple[int, int]] = []
    for number in numbers:
        one = attributions[number]
        overlap = min(end, one.content_end) - max(start, one.content_start)
        if overlap * 2 > end - start and not start <= one.cue_start < end:
            holding.append((one.content_end - one.content_start, number))
    least = min(holding, default=(0, 0))[0]
    narrowest = [number for width, number in holding if width == least]
    return min(narrowest, key=lambda number: (-len(chain_of(number, attributions)), number), default=None)


def chain_of(number: int | None, attributions: Sequence[Attribution]) -> tuple[int, ...]:
    """An attribution and all those that it is nested in, outermost first; of an endless chain, the innermost ``LONGEST_CHAIN``."""
    chain: list[int] = []
    while number is not None and number not in chain and len(chain) < LONGEST_CHAIN:
        chain.append(number)
        number = attributions[number].parent
    return tuple(reversed(chain))


def read_links(annotation: Annotation, chain: Sequence[int], ids: Mapping[tuple[str, int], str]) -> tuple[Link, ...]:
    """The links of a chain. A pronoun is replaced by the name of whom it stands for; who goes on speaking ("he said he
    hoped") is one link."""
    links: list[Link] = []
    for number in chain:
        one = annotation.attributions[number]
        entity = ids.get((annotation.report, one.referent)) if one.referent is not None else None
        link = Link(source=_printed(annotation, number), entity=entity, cue=one.cue, anonymous=one.is_anonymous)
        if links and (links[-1].source == link.source or (entity is not None and links[-1].entity == entity)):
            continue
        links.append(link)
    return tuple(links)


def _printed(annotation: Annotation, number: int) -> str:
    one = annotation.attributions[number]
    if one.source_text.lower() not in _PRONOUNS:
        return " ".join(one.source_text.split())
    if one.referent is not None:
        return annotation.referents[one.referent].name
    for before in reversed(annotation.attributions[:number]):
        if before.is_anonymous == one.is_anonymous and before.source_text.lower() not in _PRONOUNS:
            return " ".join(before.source_text.split()) if one.is_carried else one.source_text
    return one.source_text


def read_voice(annotation: Annotation, chain: Sequence[int], words: ReportWords) -> Voice:
    """Whose voice a chain ends in."""
    if not chain:
        return Voice()
    one = annotation.attributions[chain[-1]]
    reporting = _reporting(one.cue, words)
    role = annotation.referents[one.referent].role if one.referent is not None else None
    described = f"{one.source_text} {role or ''}".lower().replace(",", " ").split()
    kinds = {words.unnamed_kind(word) for word in described}
    return Voice(reporting, "judge" in kinds, bool({"document", "record"} & kinds))


def _reporting(cue: str, words: ReportWords) -> Reporting | None:
    first = cue.lower().split()[0] if cue.split() else ""
    noun = words.noun(first) if words.verb(first) is None or lemmas(first, lexicons=words.lexicons)[0] in words.nouns else None
    return noun if noun is not None and words.verb(first) is None else words.verb(first) or noun
