"""Which of a claim's statements words it."""

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.corroborate.claims.wording import choose_speaker, list_spoken
from stemma.stages.corroborate.comparing.reading import Reading, read_statements

NAMES = {"Alva": "place", "Mara Lindholm": "person", "Tarn": "place"}
TOLD = ["Mara Lindholm will visit Alva and Tarn in the coming weeks.", "Mara Lindholm will visit Alva and Tarn in the coming week."]
ADDS = "Mara Lindholm will visit Tarn, where fishermen want to show her the broken mole."


def read() -> tuple[Reading, ...]:
    papers = [Paper(f"paper{number}", None, None, f"Headline {number}", [Said(text)]) for number, text in enumerate([ADDS, *TOLD])]
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    return read_statements(pages, extraction, load_lexicons())


def test_a_claim_is_worded_as_several_reports_tell_it() -> None:
    adds, one, other = read()
    assert list_spoken((adds, one, other), [(adds,), (one, other)], None) == (one, other)
    assert list_spoken((adds, one, other), [(adds,), (one, other)], 0) == (adds,), "as two witnesses have it"
    assert list_spoken((adds, one), [(adds,), (one,)], None) == (adds, one)


def test_of_wordings_that_read_as_well_the_one_that_adds_least_speaks() -> None:
    readings = read()
    assert choose_speaker(readings, load_lexicons()).statement.text in TOLD
    assert choose_speaker(readings[::-1], load_lexicons()) == choose_speaker(readings, load_lexicons())
    assert choose_speaker(readings[:1], load_lexicons()).statement.text == ADDS
