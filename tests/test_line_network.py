"""The network over lines: its table, its sums, and the features that it is given of a line's surroundings."""

from collections import ChainMap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.lexicon import Lexicons
from stemma.stages.clean.containers import CONTAINERS, weigh_containers
from stemma.stages.clean.features import FEATURE_NAMES, MATCHED, measure, with_matched
from stemma.stages.clean.labels import ARTICLE, choose_states
from stemma.stages.clean.lines import Line, split_lines
from stemma.stages.clean.network import REACHES, SUMMARISED, load_network, load_networks, score, score_together
from stemma.stages.clean.parsing import parse_html
from stemma.stages.clean.repeats import REPEATS, find_repeats
from stemma.stages.clean.signs import SIGNS, read_signs, tabulate

LEXICONS = load_lexicons()
TITLE = "Harbour ferry runs aground off Brenn, nobody hurt"
TEXT = (
    "A ferry with 120 passengers on board ran aground off the harbour of Brenn on Sunday morning, the harbour master said.",
    "Nobody was hurt. The passengers were taken ashore in fishing boats, and the ferry was afloat again by noon.",
    "The mate had mistaken the light of a lorry on the mole for the beacon, according to the harbour master, Ida Wren.",
)


def repeats_of(*texts: str) -> dict[str, list[float]]:
    lines = split_lines("\n".join(texts))
    table = find_repeats(lines, [read_signs(line.text, LEXICONS) for line in lines], [any(map(str.isdigit, line.text)) for line in lines])
    return dict(zip(REPEATS, table.T.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Contact us", {"chrome_line", "chrome_within", "speaks_to_reader"}),
        ("By Ida Wren", {"byline_start"}),
        ("Two hours ago", {"ago"}),
        ("HARBOUR CLOSED", {"all_capitals"}),
        ("“Nobody was hurt,” said Ida Wren.", {"ends_sentence", "has_comma", "quoted"}),
        ("Sport | Weather | Letters", {"separators"}),
        ("ferry lists (Ida Wren/Brenn Press)", {"starts_lower", "bracket_credit"}),
        ("Photo: Ida Wren, 3 March 2026", {"photo_words", "date_like", "has_comma"}),
        ("Mira says:", {"ends_colon", "says_head"}),
    ],
)
def test_a_line_bears_its_signs(text: str, signs: set[str]) -> None:
    numbers = {"bias", "digits", "capitalised_words", "function_words_some", "function_words_many"}
    (row,) = tabulate([read_signs(text, LEXICONS)], [False]).tolist()
    found = {name for name, value in zip(SIGNS, row, strict=True) if value and not name.startswith("longer") and name not in numbers}
    assert found == signs


@given(st.text(alphabet="abc ABC", min_size=1, max_size=30).filter(str.strip), st.sampled_from(["", "7", "?", " |", "'s"]))
def test_words_are_told_alike_whatever_else_stands_on_a_line(text: str, end: str) -> None:
    own = read_signs(text, LEXICONS).words
    assert read_signs(text.rstrip() + " " + end, LEXICONS).words[: len(own)] == own


@pytest.mark.parametrize("kind", ["flat", "flat.2", "html", "html_asked"])
def test_the_table_holds_a_whole_network_of_every_kind(kind: str) -> None:
    network = load_network(LEXICONS, kind)
    assert network.entry[1].shape[0] == len(network.columns)
    assert len(network.windows) == len(REACHES)
    assert len(network.summaries) == len(SUMMARISED)
    asks = FEATURE_NAMES.index(MATCHED[0]) in network.columns.tolist()
    assert asks == (kind == "html_asked")


def test_the_sums_are_those_of_a_network_written_out_by_hand() -> None:
    rows = [("flat", "features", "ends_sentence"), ("flat", "entry", "0 1"), ("flat", "outcome", "-1 2")]
    rows += [("flat", f"window_{reach}", "0 0 0 0" if reach > 1 else "0 1 0 0") for reach in REACHES]
    rows += [("flat", f"summary_{place}", "0 0 0 0" if place > 1 else "0 0 0 1") for place in SUMMARISED]
    lexicons = Lexicons(ChainMap({"line_network": tuple(rows)}, dict(LEXICONS.tables)))
    table = np.zeros((4, len(FEATURE_NAMES)), np.float32)
    table[:2, FEATURE_NAMES.index("ends_sentence")] = 1
    # entry: 1 1 0 0; the first window adds the line before: 1 2 1 0; the mean of the page (4 / 4) adds 1 to each: 2 3 2 1
    assert score(table, load_network(lexicons, "flat")).tolist() == [3.0, 5.0, 3.0, 1.0]


@given(st.lists(st.sampled_from([*TEXT, TITLE, "Home", "Share", "3 March 2026", "Comments"]), max_size=60))
def test_any_page_has_finite_scores(texts: list[str]) -> None:
    lines = split_lines("\n".join(texts)) if texts else ()
    found = score(measure(lines, LEXICONS).table, load_network(LEXICONS, "flat")) if lines else np.zeros(0)
    assert found.shape == (len(lines),)
    assert np.isfinite(found).all()


def test_what_an_extractor_says_changes_its_own_columns_alone() -> None:
    lines = split_lines("\n".join(TEXT))
    before = measure(lines, LEXICONS)
    after = with_matched(before, (1.0, 0.5, 0.0))
    changed = {FEATURE_NAMES[column] for column in np.flatnonzero((before.table != after.table).any(axis=0))}
    assert changed <= set(MATCHED)
    assert after.table[:, FEATURE_NAMES.index("matched")].tolist() == [1.0, 0.5, 0.0]


def test_the_heads_title_is_an_anchor_where_it_comes_again() -> None:
    found = repeats_of(f"{TITLE} | Brenn Ledger", "Home", "Weather", TITLE, *TEXT)
    assert found["is_anchor"] == [0, 0, 0, 1, 0, 0, 0]
    assert found["after_anchor"] == [0, 0, 0, 1, 1, 1, 1]


def test_heads_of_comments_have_one_shape() -> None:
    found = repeats_of(*TEXT, "Ida Wren on 3 March 2026 at 4:47 pm", "Well said.", "Old Tom on 12 March 2026 at 11:02 pm", "I was there.")
    assert found["dated_head"] == [0, 0, 0, 1, 0, 1, 0]
    assert found["dated_heads_above"][-1] > found["dated_heads_above"][3] > 0


def test_a_passage_that_stands_above_is_seen_before() -> None:
    found = repeats_of(*TEXT, TEXT[1])
    assert found["seen_before"] == [0, 0, 0, 1]


def test_the_article_is_held_by_the_best_container() -> None:
    teasers = "".join(f"<li><a href='/{number}'>Mayor opens pier {number}</a></li>" for number in range(6))
    page = f"<body><ul>{teasers}</ul><div id='a'>{''.join(f'<p>{text}</p>' for text in TEXT)}</div><div>Imprint and contact</div></body>"
    parsed = parse_html(page)
    assert parsed is not None
    lines = parsed.lines
    features = measure(lines, LEXICONS)
    table = dict(zip(CONTAINERS, weigh_containers(lines, features.strength).T.tolist(), strict=True))
    held = [value == 1 for value in table["best_share"]]
    assert held == [line.text in TEXT for line in lines]
    assert table["link_share"][0] == 1


def test_flattened_lines_have_no_containers() -> None:
    lines = (Line(start=0, end=4, text="Tide"),)
    assert not weigh_containers(lines, np.ones(1, np.float32)).any()


def test_several_networks_say_their_mean() -> None:
    networks = load_networks(LEXICONS, "flat")
    table = measure(split_lines("\n".join((TITLE, *TEXT))), LEXICONS).table
    assert len(networks) == 2
    assert len(load_networks(LEXICONS, "html")) == 1
    assert np.allclose(score_together(table, networks), (score(table, networks[0]) + score(table, networks[1])) / 2)


def lines_of(count: int) -> list[Line]:
    return [Line(start=200 * index, end=200 * index + 150, text="x" * 150) for index in range(count)]


@pytest.mark.parametrize(
    ("scores", "taken"),
    [
        ([-6.0, 5.0, 6.0, 5.0, -6.0], [1, 2, 3]),
        ([-6.0, 1.0, -0.4, 1.0, -0.4, -6.0], [1, 2, 3, 4]),
        ([-0.3, -0.4, -0.3, -9.0, -9.0], [0, 1, 2]),
        ([-6.0, -3.0, -6.0, -6.0, -6.0, -5.0], []),
        ([], []),
    ],
)
def test_the_labelling_that_promises_most_is_taken(scores: list[float], taken: list[int]) -> None:
    states = choose_states(np.array(scores), lines_of(len(scores)))
    assert [index for index, state in enumerate(states) if state == ARTICLE] == taken
