"""How the page says a claim whose words lean on their page, and what stands behind each of its first lines."""

from dataclasses import replace

import pytest

from dossier_fixture import ROCKS, dossier
from stemma.records import Citation, Claim, Independence, Link, Statement, Story
from stemma.views.dossier import page
from stemma.views.dossier.desk import set_desk
from stemma.views.dossier.matrix import build_matrix, support
from stemma.views.dossier.saying import Saying, say_claims
from stemma.views.dossier.sources import Weight, find_sources, tell_backing, tell_weight
from stemma.views.dossier.view_model import pick_places

FRAGMENT = "shortly after five"


def with_fragment(source: str | None = None) -> Story:
    """The ferry's story, with a claim that is a fragment of a sentence of the Herald's, on the word of a source."""
    story = dossier().stories[0]
    whole = next(statement for statement in story.statements if statement.text == ROCKS)
    start = whole.start + ROCKS.index(FRAGMENT)
    link = Link(source=source or "", entity=None, cue="said", anonymous=False)
    cut = Statement(
        **{
            **{name: getattr(whole, name) for name in Statement.__dataclass_fields__},
            "id": "st-cut",
            "text": FRAGMENT,
            "start": start,
            "end": start + len(FRAGMENT),
            "attribution": (link,) if source else (),
        }
    )
    claim = replace(story.claims[0], id="cl-cut", text=FRAGMENT, statements=("st-cut",), also=(), reports=(whole.report,), origins=())
    return replace(story, statements=(*story.statements, cut), claims=(*story.claims, claim))


def say(story: Story) -> Saying:
    whole = replace(dossier(), stories=(story, *dossier().stories[1:]))
    return say_claims(story, set_desk(whole))["cl-cut"]


def test_a_fragment_is_shown_where_it_stands() -> None:
    said = say(with_fragment())
    assert f"{said.before}{said.text}{said.after}" == ROCKS
    assert not said.is_alone
    assert not said.source


def test_who_says_a_fragment_is_named_where_its_sentence_does_not() -> None:
    assert say(with_fragment("Ada Lund")).source == "Ada Lund"
    assert not say(with_fragment("Solveig Ann")).source


def test_a_fragment_stands_between_the_words_around_it_on_the_page() -> None:
    story = with_fragment()
    html = page(replace(dossier(), stories=(story, *dossier().stories[1:])))
    assert f'Kestrel rocks </span>{FRAGMENT}<span class="around"> on Sunday morning.</span>' in html


def test_of_claims_with_as_much_behind_them_those_in_whole_words_come_first() -> None:
    story = with_fragment()
    whole = next(line for line in story.wordings)
    claim = next(claim for claim in story.claims if claim.id == whole.claim)
    like = replace(story.claims[-1], reports=claim.reports, independent=claim.independent, standing=claim.standing, origins=claim.origins)
    story = replace(story, claims=(like, claim))
    desk = set_desk(replace(dossier(), stories=(story, *dossier().stories[1:])))
    (group,) = build_matrix(story, desk, find_sources(story, desk), "s1").groups
    assert [row.claim.id for row in group.rows] == [claim.id, "cl-cut"]


def test_claims_too_many_for_a_table_are_told_to_stand_below(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = dossier().stories
    few = replace(first.claims[0], reports=first.claims[0].reports[:1], standing="single_source")
    story = replace(first, claims=(*first.claims, *(replace(few, id=f"cl-more-{number}") for number in range(40))))
    whole = replace(dossier(), stories=(story, *others))
    desk = set_desk(whole)
    monkeypatch.setattr("stemma.views.dossier.matrix._MOST_CELLS", 50)
    matrix = build_matrix(story, desk, find_sources(story, desk), "s1")
    drawn = sum(len(group.rows) for group in matrix.groups)
    assert not matrix.rest
    assert drawn + matrix.rest_count == len(story.claims)
    html = page(whole)
    assert f"{matrix.rest_count} more claims, with less behind them" in html
    assert "they are too many for a table" in html
    assert all(f'id="s1-c{number}"' in html for number in range(1, len(story.claims) + 1))


def claim_of(reports: int, least: int, most: int) -> Claim:
    names = tuple(f"rep-{number}" for number in range(reports))
    return replace(dossier().stories[0].claims[0], reports=names, independent=Independence(least=least, most=most))


def test_what_stands_behind_a_line_is_told_in_a_few_words() -> None:
    statements = {statement.id: statement for statement in dossier().stories[0].statements}
    assert tell_backing(claim_of(1, 1, 1), statements) == "one report alone"
    assert tell_backing(claim_of(4, 1, 1), statements) == "4 reports, one source"
    assert tell_backing(claim_of(4, 2, 3), statements) == "4 reports, 2–3 sources"


def test_a_report_that_only_perhaps_tells_a_claim_is_counted_and_drawn_apart() -> None:
    whole = dossier()
    story = whole.stories[0]
    statements = {statement.id: statement for statement in story.statements}
    claim = next(claim for claim in story.claims if len(claim.own) == len(claim.reports) > 2)
    unsure = replace(claim, also=claim.statements[-2:], perhaps=claim.statements[-1:])
    count = len(claim.reports) - 2
    assert tell_backing(unsure, statements).startswith(f"{count} report{'s' * (count > 1)}, 1 more in part, perhaps 1 more, ")
    assert support(claim) < support(unsure)
    story = replace(story, claims=tuple(unsure if one is claim else one for one in story.claims))
    desk = set_desk(replace(whole, stories=(story, *whole.stories[1:])))
    rows = [row for group in build_matrix(story, desk, find_sources(story, desk), "s1").groups for row in group.rows]
    marks = [mark for row in rows if row.claim is unsure for cell in row.cells for mark in cell]
    assert [mark.words.endswith("perhaps, among other things") for mark in marks if mark.is_unsure] == [True]
    assert all(("perhaps" in mark.drawing) == mark.is_unsure for mark in marks)


def test_reports_that_seem_to_tell_a_claim_among_other_things_are_counted_apart_and_drawn_so() -> None:
    whole = dossier()
    story = whole.stories[0]
    claim = next(claim for claim in story.claims if len(claim.own) == len(claim.reports) > 2)
    aside = replace(claim, also=claim.statements[-1:])
    count = len(claim.reports)
    assert tell_backing(aside, {statement.id: statement for statement in story.statements}).startswith(
        f"{count - 1} report{'s' if count > 2 else ''}, 1 more in part"
    )
    story = replace(story, claims=tuple(aside if one is claim else one for one in story.claims))
    desk = set_desk(replace(whole, stories=(story, *whole.stories[1:])))
    rows = [row for group in build_matrix(story, desk, find_sources(story, desk), "s1").groups for row in group.rows]
    marks = [mark for row in rows if row.claim is aside for cell in row.cells for mark in cell]
    assert any(mark.is_aside and mark.words.endswith("among other things") and "aside" in mark.drawing for mark in marks)
    assert not all(mark.is_aside for mark in marks)


def weight_of(least: int, most: int, drawn: int, story: Story) -> Weight:
    return Weight(least=least, most=most, best=1, widest=None, own=story.reports[drawn:], joined=(), drawn=story.reports[:drawn])


def test_a_wide_number_of_sources_says_why_it_is_wide() -> None:
    whole = dossier().stories[0]
    story = replace(whole, derivations=())
    count = len(story.reports)
    unsure = replace(story, claims=(claim_of(4, 1, 4),))
    told = tell_weight(unsure, weight_of(1, count, 0, story))
    assert told == (
        "Nothing said here is shown to stand on two sources. No report is shown to draw on another;"
        " whether the reports share a source is not known."
    )
    sure = replace(story, claims=(claim_of(4, 2, 2), claim_of(2, 1, 1)))
    told = tell_weight(sure, weight_of(2, 2, count - 2, story))
    assert told == f"1 claim stands on two sources or more for certain. {count - 2} of the {count} reports drew on another."
    named = replace(next(item for item in whole.derivations if item.source and item.direction), report=story.reports[-1], kind="cites")
    told = tell_weight(replace(unsure, derivations=(named,)), weight_of(1, count, 0, story))
    assert told.endswith(f" 1 of the {count} reports cites another; whether the reports share a source beyond that is not known.")
    told = tell_weight(replace(unsure, derivations=(named,)), weight_of(1, count - 2, 2, story))
    assert f"2 of the {count} reports drew on another, 1 more cites one;" in told
    assert not tell_weight(replace(story, reports=story.reports[:1]), weight_of(1, 1, 0, story))


def test_every_report_that_gives_a_value_is_shown_before_any_is_shown_twice() -> None:
    first, over, again = (Citation(report="rep-a", start=start, end=start + 20) for start in (0, 10, 40))
    other = Citation(report="rep-b", start=0, end=5)
    assert pick_places((first, over, again, other)) == (first, other, again)


def test_an_id_behind_its_outlets_name_becomes_its_letter() -> None:
    desk = set_desk(dossier())
    one, other = sorted(desk.labels.values(), key=lambda label: label.siglum)[:2]
    told = desk.readable(f"{one.name} ({one.report}) and {one.name} ({other.report}) are of one outlet; {one.report} says so")
    assert told.startswith(f"{one.name} ({one.siglum}) and {one.name} ({other.name} ({other.siglum}))")
    assert told.endswith(f"{one.name} ({one.siglum}) says so")
