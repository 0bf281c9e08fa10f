"""The page: templates filled, styles and script put inside, every request forbidden."""

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stemma.pipeline import Dossier
from stemma.records import Report
from stemma.views.dossier.dates import date_in_words, describe_date, describe_span
from stemma.views.dossier.desk import Desk, set_desk
from stemma.views.dossier.labels import ReportLabel, count_words, host_of, interval_words, join_words, sort_labels
from stemma.views.dossier.matrix import ASIDE, CREDIBILITY, STANDINGS, draw_interval, draw_mark
from stemma.views.dossier.page_text import cut_spans, draw_page_text
from stemma.views.dossier.revisions import view_revisions
from stemma.views.dossier.view_model import view_story
from stemma.views.dossier.visible import prose, shorten

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'"


def page(dossier: Dossier) -> str:
    """The dossier as one HTML file that asks for nothing: no request leaves it, it can be read without scripts, and saved or sent as it is.

    Every text that came from a page is escaped. The same dossier gives the same characters.
    """
    desk = set_desk(dossier)
    views = [view_story(story, number, desk) for number, story in enumerate(dossier.stories, 1)]
    in_story = {report for story in dossier.stories for report in story.reports}
    ordered = [desk.reports[label.report] for label in sort_labels(desk.labels.values())]
    style, script = _asset("style.css"), _asset("script.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            dossier=dossier,
            desk=desk,
            stories=views,
            reports=ordered,
            story_of={report: view for view in views for report in view.story.reports},
            revisions=view_revisions(dossier, desk),
            loose=[desk.labels[report.id] for report in ordered if report.id not in in_story],
            policy=_POLICY.format(_digest(script)),
            style=Markup(style + _cut_rules(dossier, desk)),  # noqa: S704 - our own file, and ids made of letters and digits
            script=Markup(script),  # noqa: S704 - our own file
        )
    )


def _cut_rules(dossier: Dossier, desk: Desk) -> str:
    """Where a span had to be cut into several marks, all of them are lit with the first."""
    anchors = [anchor for report in dossier.reports for anchor in cut_spans(report, desk)]
    rules = "".join(f"body:has(#{anchor}:target) .{anchor}{{background:var(--lit);color:var(--lit-ink)}}" for anchor in anchors)
    return "\n" + rules if rules else ""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("stemma.views.dossier", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(line=prose, shorten=shorten, date=describe_date, dated=date_in_words, span=describe_span, names=_names)
    tools: dict[str, Any] = {
        "interval": interval_words,
        "count": count_words,
        "dots": draw_interval,
        "mark": draw_mark,
        "page_text": draw_page_text,
        "web_address": _web_address,
        "STANDINGS": STANDINGS,
        "ASIDE": ASIDE,
        "CREDIBILITY": CREDIBILITY,
    }
    environment.globals.update(tools)
    return environment


def _names(labels: list[ReportLabel]) -> str:
    return join_words([label.siglum for label in labels])


def _web_address(report: Report) -> str | None:
    """The page's own address where it is one of the web; nothing else may be followed."""
    return next((address for address in (report.location, report.url) if address and host_of(address)), None)


def _asset(name: str) -> str:
    return files("stemma.views.dossier").joinpath("templates", name).read_text(encoding="utf-8").strip()


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
