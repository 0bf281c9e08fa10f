"""A page flattened into one line: sentences, and menus apart from the text that they are glued to."""

from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.clean.lines import split_lines
from stemma.stages.clean.segments import cut_line
from stemma.stages.clean.wordings import compile_wordings

WORDINGS = compile_wordings(load_lexicons())
MENU = "Home News World Politics Business Sport Culture Weather Tides Obituaries Letters Crossword Shop"
TEXT = "A ferry with many passengers on board ran aground off the harbour on Sunday, the harbour master said. Nobody was hurt."


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in cut_line(text, 0, len(text), WORDINGS)]


def test_a_menu_is_cut_from_the_sentence_behind_it() -> None:
    assert pieces(f"{MENU} {TEXT}") == [MENU, *TEXT.replace("said. ", "said.|").split("|")]


def test_text_with_names_stays_whole() -> None:
    sentence = "The harbour master, Ida Wren of Brenn, told the Skarn Post that the mate, Tom Kerr, had seen a light and steered for it."
    assert pieces(sentence) == [sentence]


def test_a_heading_of_furniture_inside_the_line_stands_alone() -> None:
    found = pieces(
        "The ferry was afloat again by noon. Related Articles Mayor opens the new pier at last. Read More Tide tables for March."
    )
    assert "Related Articles" in found
    assert "Read More" in found


def test_the_same_words_in_running_text_are_no_heading() -> None:
    sentence = "She asked them to read more of the related articles before they wrote."
    assert pieces(sentence) == [sentence]


def test_the_heads_title_is_cut_where_it_comes_again() -> None:
    title = "Ferry runs aground off the harbour of Brenn"
    assert title in pieces(f"{title} - Skarn Post {MENU} {title} By Ida Wren {TEXT}")


def test_a_dateline_opens_a_piece() -> None:
    assert any(piece.startswith("BRENN, March 1 (SNA) - ") for piece in pieces(f"Updated 2 hours ago BRENN, March 1 (SNA) - {TEXT}"))


def test_pieces_are_in_order_and_lose_no_word() -> None:
    text = f"{MENU} {TEXT} Share Tweet Comments {TEXT} © 2026 Skarn Post"
    assert " ".join(pieces(text)).split() == text.split()


def test_a_line_of_any_length_is_cut_in_bounded_time() -> None:
    assert len(split_lines("Tide " * 200_000, WORDINGS)) >= 1
    assert len(split_lines("x" * 3_000_000, WORDINGS)) == 1


def test_dates_between_headings_are_cut_and_those_in_sentences_are_not() -> None:
    found = pieces("Mayor opens the new pier 3 hours ago Ferry Is Afloat 1 March 2026 Tide tables for the month of March")
    assert {"3 hours ago", "1 March 2026"} <= set(found)
    sentence = "The harbour was shut on 1 March 2026 and opened again two weeks later, when the ferry was afloat."
    assert pieces(sentence) == [sentence]


def test_a_caption_ends_with_its_credit() -> None:
    found = pieces(f"The ferry on the sandbank (Image: Skarn Post) {TEXT}")
    assert found[0].endswith("(Image: Skarn Post)")


def test_a_short_page_of_one_line_is_cut_too() -> None:
    page = f"Ferry runs aground - Skarn Post {MENU} {TEXT} {TEXT} {TEXT} {TEXT} © 2026 Skarn Post"
    assert 500 < len(page) < 2_500
    assert len(split_lines(page, WORDINGS)) > 5


def test_a_short_text_of_one_line_and_the_lines_of_other_pages_stay_whole() -> None:
    assert len(split_lines(f"{TEXT} {TEXT}", WORDINGS)) == 1
    long_paragraph = " ".join([TEXT] * 6)
    assert [line.text for line in split_lines(f"Ferry aground\n{long_paragraph}\n{long_paragraph}", WORDINGS)][1] == long_paragraph


def test_a_full_stop_of_an_abbreviation_and_dots_in_a_name_end_no_sentence() -> None:
    sentence = "The inquiry by Capt. Ida Wren opens on Nov. 19 at the harbour of Brenn, she said."
    assert pieces(sentence) == [sentence]


def test_broken_off_teasers_and_sentences_of_other_scripts_are_cut() -> None:
    assert pieces("The pier, which opened on... Ferry afloat again after a long night in the...") == [
        "The pier, which opened on...",
        "Ferry afloat again after a long night in the...",
    ]
    assert pieces("페리가 좌초했다. 다친 사람은 없다.") == ["페리가 좌초했다.", "다친 사람은 없다."]


def test_a_date_with_a_time_of_day_stands_alone_in_any_form() -> None:
    found = pieces(
        "Ferry aground By Brenn Press 03/01/2026 01:14 PM Pier opens By Brenn Press MARCH 1, 2026 10:43 The ferry was afloat again."
    )
    assert {"03/01/2026 01:14 PM", "MARCH 1, 2026 10:43"} <= set(found)


def test_a_long_line_that_does_not_end_like_a_paragraph_is_cut() -> None:
    flattened = f"{MENU} {TEXT} {TEXT} {TEXT} {TEXT} Share this"
    found = [line.text for line in split_lines(f"{flattened}\n{flattened}\nTides", WORDINGS)]
    assert len(found) > 10


def test_wrapped_quotations_are_put_together() -> None:
    quoted = (
        "> The light of a lorry on the mole is not the light of a beacon, and a",
        "> mate must know the one from the other, the harbour master said on",
    )
    wrapped = (
        "The ferry ran aground off the harbour of Brenn early on Sunday, with some",
        "hundred passengers on board, who were taken ashore in fishing boats by the",
        "people of Brenn before the tide came in and floated the ferry off the bank",
        "again, which the harbour master called a piece of luck that the mate had",
        "not earned.",
    )
    page = "\n".join((*wrapped, "", *quoted, "> Sunday.", "", *wrapped))
    assert len(split_lines(page, WORDINGS)) == 3
