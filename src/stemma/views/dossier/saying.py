"""A claim as the page says it: in words that stand alone, else in its own words where they stand, so that no fragment is left hanging."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stemma.records import Citation, Claim, Statement, Story
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.visible import one_line

_REACH = 80
"""How many characters of the page are shown on either side of words that lean on them, and no further than their sentence goes on."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """``text`` between the words ``before`` and ``after`` it on its page (empty where it stands alone or nothing precedes or follows);
    ``source`` is who says so, where none of these words name him. ``is_cut``: it opens in the middle of a sentence."""

    text: str
    before: str = ""
    after: str = ""
    source: str = ""
    is_alone: bool = False

    @property
    def is_cut(self) -> bool:
        return self.before.startswith("…")


def say_claims(story: Story, desk: Desk) -> Mapping[str, Saying]:
    """How each claim of a story is said, by its id."""
    worded = {line.claim: line.text for line in story.wordings}
    statements = {statement.id: statement for statement in story.statements}
    return {
        claim.id: Saying(text=worded[claim.id], is_alone=True) if claim.id in worded else _in_place(claim, statements, desk)
        for claim in story.claims
    }


def _in_place(claim: Claim, statements: Mapping[str, Statement], desk: Desk) -> Saying:
    """A claim's own words between those around them on the page that they were taken from."""
    made = [statements[key] for key in claim.own if key in statements]
    spoken = next((statement for statement in made if one_line(statement.text) == one_line(claim.text)), None)
    if spoken is None:
        return Saying(text=claim.text)
    snippet = desk.snippet(Citation(report=spoken.report, start=spoken.start, end=spoken.end), reach=_REACH)
    source = spoken.attribution[-1].source if spoken.attribution else ""
    end = _SENTENCE_END.search(snippet.after)
    after = snippet.after[: end.end()] if end else snippet.after
    is_named = source in f"{snippet.before}{claim.text}{after}"
    return Saying(text=claim.text, before=snippet.before, after=after, source="" if is_named else source)
