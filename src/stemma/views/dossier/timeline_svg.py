"""The timeline as a strip: one numbered mark for each entry, its shape telling the status.

The line is not to scale: its empty stretches are pressed together.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stemma.records import TimelineEntry
from stemma.views.dossier.dates import day_range, describe_day, describe_span
from stemma.views.dossier.svg_text import text_width
from stemma.views.dossier.visible import one_line, shorten

_RADIUS = 11
_LEVEL = 28
_SIDE = 26
_STYLE = Markup("""
.strip text{font:12px "Helvetica Neue",Arial,"Liberation Sans",sans-serif;fill:var(--soft,#55616d)}
.strip .number{font-weight:700;text-anchor:middle;fill:var(--ink,#16202a)}
.strip .axis{stroke:var(--rule,#c9d1d8);stroke-width:2}
.strip .tick{stroke:var(--soft,#55616d);stroke-width:1}
.strip .bar{stroke:var(--agree,#0a5c8a);stroke-width:5;stroke-linecap:round;opacity:.35}
.strip .shape{fill:var(--panel,#fff);stroke:var(--agree,#0a5c8a);stroke-width:2}
.strip .happened .shape{fill:var(--agree,#0a5c8a)}
.strip .happened .number{fill:var(--panel,#fff)}
.strip .planned .shape{stroke-dasharray:3.5 2.5}
.strip .hypothetical .shape,.strip .opinion .shape{stroke:var(--soft,#55616d);stroke-dasharray:2 3}
.strip .cancelled .shape{stroke:var(--dispute,#b3261e)}
.strip .cross{stroke:var(--dispute,#b3261e);stroke-width:2}
.strip a:focus-visible .shape{stroke:var(--focus,#b3261e);stroke-width:4}
""")


@dataclass(frozen=True, slots=True)
class _Dot:
    number: int
    entry: TimelineEntry
    first: float
    last: float


def draw_timeline(entries: Sequence[TimelineEntry], prefix: str, *, width: int) -> Markup:
    """The strip as SVG; entries whose date cannot be placed are left to the list. Empty where nothing can be placed."""
    dots = []
    for number, entry in enumerate(entries, 1):
        span = day_range(entry.when.edtf)
        if span:
            dots.append(_Dot(number, entry, span[0], max(span[0], int(span[1]) * 1.0)))
    dots.sort(key=lambda dot: (dot.first, dot.number))
    if not dots:
        return Markup("")
    scale = _Scale(dots, width)
    levels = _levels(dots, scale)
    top = 12 + _LEVEL * (max(levels) + 1)
    body = [_draw_dot(dot, scale, top - 18 - _LEVEL * level, prefix) for dot, level in zip(dots, levels, strict=True)]
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="strip" role="group" aria-labelledby="{0}-t" '
        'width="{1}" height="{2}" viewBox="0 0 {1} {2}">'
        '<title id="{0}-t">Timeline of {3} entries</title><style>{4}</style><path class="axis" d="M0 {5}H{1}"/>'
    ).format(f"{prefix}-strip-{width}", width, top + 30, len(dots), _STYLE, top)
    return head + Markup("").join([*_draw_ticks(dots, scale, top), *body]) + Markup("</svg>")


class _Scale:
    """Days to pixels: between two neighbouring dates the distance grows with the logarithm of the gap."""

    def __init__(self, dots: Sequence[_Dot], width: int) -> None:
        self._days = sorted({day for dot in dots for day in (dot.first, dot.last)})
        self.width = width
        widths = [math.log1p((after - before) * 2) for before, after in zip(self._days, self._days[1:], strict=False)]
        total = sum(widths) or 1.0
        room = width - 2 * _SIDE
        self._places = [float(_SIDE)]
        for step in widths:
            self._places.append(self._places[-1] + step / total * room)
        if len(self._days) == 1:
            self._places = [_SIDE + 20.0]

    def x(self, day: float) -> float:
        """The place of one of the days that the scale was made from."""
        return self._places[max(bisect_right(self._days, day) - 1, 0)]


def _levels(dots: Sequence[_Dot], scale: _Scale) -> list[int]:
    """The lowest level at which each mark touches no earlier one."""
    taken: list[float] = []
    levels = []
    for dot in dots:
        left = scale.x(dot.first) - _RADIUS - 2
        right = max(scale.x(dot.last), scale.x(dot.first)) + _RADIUS + 2
        level = next((index for index, limit in enumerate(taken) if limit <= left), len(taken))
        taken[level : level + 1] = [right]
        levels.append(level)
    return levels


def _draw_dot(dot: _Dot, scale: _Scale, y: float, prefix: str) -> Markup:
    x, end = scale.x(dot.first), scale.x(dot.last)
    status = dot.entry.status
    bar = Markup('<path class="bar" d="M{:.1f} {:.1f}H{:.1f}"/>').format(x, y, end) if end - x > 2 * _RADIUS else Markup("")
    if status in ("planned", "hypothetical", "opinion"):
        shape = Markup('<rect class="shape" x="{:.1f}" y="{:.1f}" width="20" height="20" rx="2"/>').format(x - 10, y - 10)
    else:
        shape = Markup('<circle class="shape" cx="{:.1f}" cy="{:.1f}" r="{}"/>').format(x, y, _RADIUS)
    if status == "cancelled":
        shape += Markup('<path class="cross" d="M{:.1f} {:.1f}l16 16m0 -16l-16 16"/>').format(x - 8, y - 8)
    words = f"{describe_span(dot.entry.when.edtf)}, {status}: {shorten(dot.entry.text, 160)}"
    return Markup('<a href="#{}-t{}" class="{}"><title>{}</title>{}{}<text class="number" x="{:.1f}" y="{:.1f}">{}</text></a>').format(
        prefix, dot.number, status, one_line(words), bar, shape, x, y + 4, dot.number
    )


def _draw_ticks(dots: Sequence[_Dot], scale: _Scale, top: float) -> list[Markup]:
    parts: list[Markup] = []
    used = -1.0
    drawn: set[str] = set()
    for dot in dots:
        x, name = scale.x(dot.first), describe_day(dot.entry.when.edtf.removesuffix("/.."))
        if name in drawn:
            continue
        drawn.add(name)
        parts.append(Markup('<path class="tick" d="M{0:.1f} {1}V{2}"/>').format(x, top - 4, top + 5))
        left = min(max(x - 10, 2.0), scale.width - text_width(name, 12) - 2)
        if left > used:
            parts.append(Markup('<text x="{:.1f}" y="{}">{}</text>').format(left, top + 21, name))
            used = left + text_width(name, 12) + 8
    return parts
