"""When a page was received bounds when it was published, and says no more."""

import pytest

from stemma.adapters.models import load_lexicons
from stemma.config import CleanConfig
from stemma.problems import Reason
from stemma.records import Capture, Report, Stated
from stemma.stages.clean import clean

BODY = "The harbour of Alva was closed at dawn, the harbour master said. Ferries to Kestrel stay in port. " * 4


def read(text: str, captured: str | None, **stated: str) -> tuple[Report, list[tuple[Reason, str]]]:
    content = f"<!doctype html><html><body><h1>Storm closes the port</h1><p>{text}</p></body></html>"
    capture = Capture(location="crawl.warc#x", kind="html", content=content, sha256="0", stated=Stated(**stated), captured=captured)
    outcome = clean(capture, config=CleanConfig(), lexicons=load_lexicons())
    return outcome.records[0], [(one.reason, one.detail) for one in outcome.problems]


def test_a_page_without_a_date_was_published_by_the_time_it_was_received() -> None:
    report, problems = read(BODY, "2026-03-02T08:00:00Z")
    assert report.published is not None
    assert (report.published.edtf, report.published.rule) == ("../2026-03-02", "captured")
    assert report.captured == "2026-03-02T08:00:00Z"
    assert problems == [(Reason.NO_DATE, "the page gives no date of publication; it was received on 2026-03-02")]


def test_what_the_page_speaks_of_bounds_it_from_below() -> None:
    report, _ = read(f"The storm came on February 27, 2026. {BODY}", "2026-03-02T08:00:00Z")
    assert report.published is not None
    assert report.published.edtf in {"2026-02-27/2026-03-02", "../2026-03-02"}


def test_a_stated_date_stays_and_is_never_that_of_the_capture() -> None:
    report, problems = read(BODY, "2026-03-09", published="2026-03-02")
    assert report.published is not None
    assert (report.published.edtf, problems) == ("2026-03-02", [])


@pytest.mark.parametrize(("published", "is_told"), [("2026-03-02T23:00:00Z", False), ("2026-03-03", False), ("2026-03-04", True)])
def test_a_page_that_claims_to_come_after_it_was_received_is_told(published: str, is_told: bool) -> None:
    _, problems = read(BODY, "2026-03-02T08:00:00Z", published=published)
    assert [reason for reason, _ in problems] == [Reason.DISAGREES] * is_told
