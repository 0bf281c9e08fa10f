"""The case notation: what is printed is read back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.evaluation.notation import (
    Case,
    CaseReport,
    ExpectedAddition,
    ExpectedAliases,
    ExpectedAlteredQuote,
    ExpectedClaim,
    ExpectedConflict,
    ExpectedDerivation,
    NotationError,
    format_case,
    parse_case,
)

EXAMPLE = """\
A local paper runs the agency's text word for word; a second paper writes its own account.

== wire  agency.example  2026-03-01T09:00+00:00
Storm closes port | The harbour master closed the port of Alva at dawn on Sunday.
== daily  daily.example  -
Alva cut off by sea | The harbour master closed the port of Alva at dawn on Sunday.
Crews doubled the mooring lines.
== expect
daily copies wire
herald cites "Harbour News, Agency", undecided
claim "port of Alva closed" 2026-03-01: origins harbour master, "Smith, John"; independent 2..3
conflict number supersedes: "three" / "four"
daily alters "we shut it \\"early\\"" from wire "we shut it"
daily adds "Crews doubled the mooring lines."
same "Choi Ha-neul" = "Choi"
"""


def test_every_form_is_read() -> None:
    case = parse_case(EXAMPLE)
    assert case.description.startswith("A local paper")
    assert [report.name for report in case.reports] == ["wire", "daily"]
    assert case.reports[1] == CaseReport(
        name="daily",
        outlet="daily.example",
        published=None,
        title="Alva cut off by sea",
        text="The harbour master closed the port of Alva at dawn on Sunday.\nCrews doubled the mooring lines.",
    )
    assert case.expectations == (
        ExpectedDerivation(report="daily", kind="copies", source="wire"),
        ExpectedDerivation(report="herald", kind="cites", source="Harbour News, Agency", is_absent=True, is_decided=False),
        ExpectedClaim(text="port of Alva closed", when="2026-03-01", origins=("harbour master", "Smith, John"), least=2, most=3),
        ExpectedConflict(kind="number", relation="supersedes", values=("three", "four")),
        ExpectedAlteredQuote(report="daily", quote='we shut it "early"', source="wire", source_quote="we shut it"),
        ExpectedAddition(report="daily", text="Crews doubled the mooring lines."),
        ExpectedAliases(names=("Choi Ha-neul", "Choi")),
    )


@pytest.mark.parametrize(
    "text", ["== wire agency\nTitle | Text", "== wire  -  -\nno bar here", "== expect\ndaily resembles wire", "== expect\nclaim storm"]
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(NotationError):
        parse_case(text)


flat = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.just(" "), max_size=40).map(
    lambda text: " ".join(text.split())
)
words = flat.filter(bool)
names = st.from_regex(r"[a-z][\w.-]{0,8}", fullmatch=True)
reports = st.builds(
    CaseReport,
    name=names,
    outlet=st.none() | names,
    published=st.none() | st.just("2026-03-01"),
    title=st.none() | words.map(lambda title: title.replace("|", "/").lstrip("=\\") or "t"),
    text=words,
)
expectations = st.one_of(
    st.builds(
        ExpectedDerivation,
        report=names,
        kind=st.sampled_from(["copies", "rewrites", "cites"]),
        source=words,
        is_absent=st.just(True),
        is_decided=st.booleans(),
    ),
    st.builds(ExpectedDerivation, report=names, kind=st.just("copies"), source=names, is_decided=st.booleans()),
    st.builds(
        ExpectedClaim,
        text=words,
        when=st.none() | st.just("2026-03"),
        origins=st.lists(words, min_size=1, max_size=3).map(tuple),
        least=st.integers(0, 9),
        most=st.integers(0, 9),
    ),
    st.builds(
        ExpectedConflict, kind=st.just("date"), relation=st.just("refines"), values=st.lists(words, min_size=1, max_size=3).map(tuple)
    ),
    st.builds(ExpectedAlteredQuote, report=names, quote=words, source=names, source_quote=words),
    st.builds(ExpectedAddition, report=names, text=words),
    st.builds(ExpectedAliases, names=st.lists(words, min_size=1, max_size=3).map(tuple)),
)
cases = st.builds(
    Case,
    description=flat.map(lambda text: text.lstrip("=")).map(str.strip),
    reports=st.lists(reports, max_size=3).map(tuple),
    expectations=st.lists(expectations, max_size=5).map(tuple),
)


@given(cases)
def test_printing_and_reading_are_inverse(case: Case) -> None:
    assert parse_case(format_case(case)) == case
