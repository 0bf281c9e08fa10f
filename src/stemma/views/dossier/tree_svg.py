"""The derivation tree as a drawing that stands alone: its styles inside, colours taken from the page where there is one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from stemma.views.dossier.layout import Layout, lay_out
from stemma.views.dossier.svg_text import fit_text, text_width
from stemma.views.dossier.tree import Tree, TreeEdge, TreeNode
from stemma.views.dossier.visible import one_line

_TOP = 64
_LEFT = 34
_LEGEND_ROW = 24
_LABEL_ROOM = 420
_YEAR = re.compile(r" [0-9]{4}$")
_LONG_MONTH = re.compile(r"^([0-9]+ [A-Z][a-z]{2})[a-z]+$")
_LANE = 7
_MOST_LANES = 7
_STYLE = Markup("""
.tree text{font:13px "Helvetica Neue",Arial,"Liberation Sans",sans-serif;fill:var(--ink,#16202a)}
.tree .halo{paint-order:stroke;stroke:var(--panel,#fff);stroke-width:5px;stroke-linejoin:round}
.tree .name{font-weight:700;font-size:14px}
.tree .soft{fill:var(--soft,#55616d)}
.tree .small{font-size:12px}
.tree .title{font:700 17px Georgia,"Liberation Serif",serif}
.tree .paper{fill:var(--panel,#fff)}
.tree .band{stroke:var(--rule,#d3dae0);stroke-width:1}
.tree .edge{fill:none;stroke:var(--soft,#55616d);stroke-width:2}
.tree .copies{stroke-width:4}
.tree .translates{stroke-dasharray:12 4 3 4}
.tree .cites{stroke-width:1.6;stroke-dasharray:5 4}
.tree .shares_wire{stroke-width:5}
.tree .inner{fill:none;stroke:var(--panel,#fff);stroke-width:2}
.tree .undecided{stroke-width:2;stroke-dasharray:8 6;stroke:var(--dispute,#b3261e)}
.tree .head{fill:var(--soft,#55616d)}
.tree .original circle{fill:var(--agree,#0a5c8a)}
.tree .original .siglum{fill:var(--panel,#fff)}
.tree .derived circle{fill:var(--panel,#fff);stroke:var(--soft,#55616d);stroke-width:2}
.tree .absent circle{fill:var(--panel,#fff);stroke:var(--single,#7a5200);stroke-width:2;stroke-dasharray:3.5 3}
.tree .siglum{font-weight:700;font-size:14px;text-anchor:middle}
.tree .absent .siglum{font:italic 17px Georgia,"Liberation Serif",serif;fill:var(--single,#7a5200)}
.tree a:focus-visible circle{stroke:var(--focus,#b3261e);stroke-width:4}
""")
_LEGEND_EDGES = (
    ("copies", "copies"),
    ("rewrites", "rewrites"),
    ("translates", "translates"),
    ("shares_wire", "shares a wire text"),
    ("cites", "cites as its source"),
    ("undecided", "related, order unknown"),
)
_LEGEND_NODES = (
    ("original", "A", "report, drawn from none here"),
    ("derived", "B", "report drawn from another"),
    ("absent", "α", "source whose text is not in the pile"),
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The measures of one drawing."""

    width: int
    row: int
    step: float
    radius: int
    left: int
    head_room: int
    absent_step: int
    layout: Layout

    def x(self, key: str) -> float:
        return self.column_x(self.layout.places[key].column)

    def column_x(self, column: float) -> float:
        """Absent sources stand close together; reports begin after room for the heading of their band."""
        absent = self.layout.absent_count
        if column < absent:
            return self.left + column * self.absent_step
        first = self.left + max(absent * self.absent_step + 30, self.head_room) if absent else self.left
        return first + (column - absent) * self.step

    def y(self, key: str) -> float:
        return _TOP + (self.layout.places[key].row + 0.5) * self.row


def draw_tree(tree: Tree, title: str, *, id_: str, width: int) -> Markup:
    """The tree as SVG of the given width, with a title, a description in sentences and a legend."""
    layout = lay_out([node.node for node in tree.nodes], [edge.edge for edge in tree.edges])
    frame = _make_frame(tree, layout, width)
    legend, legend_height = _draw_legend(tree, frame, _TOP + len(tree.nodes) * frame.row + 34)
    height = _TOP + len(tree.nodes) * frame.row + 34 + legend_height
    description = " ".join(tree.sentences) or "No report is shown to draw on another."
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" class="tree" role="group" aria-labelledby="{0}-t" aria-describedby="{0}-d" '
        ).format(id_),
        Markup('width="{0}" height="{1}" viewBox="0 0 {0} {1}">').format(width, height),
        Markup('<title id="{0}-t">Who drew on whom: {1}</title><desc id="{0}-d">{2}</desc>').format(
            id_, one_line(title), one_line(description)
        ),
        Markup("<style>{}</style>").format(_STYLE),
        Markup('<rect class="paper" width="{}" height="{}"/>').format(width, height),
        *_draw_bands(frame, len(tree.nodes)),
        *_draw_edges(tree.edges, frame),
        *[_draw_node(node, frame) for node in tree.nodes],
        *legend,
        Markup("</svg>"),
    ]
    return Markup("").join(parts)


def _make_frame(tree: Tree, layout: Layout, width: int) -> _Frame:
    """The measures: wide enough on the left for a lane for each source whose lines must go around other nodes."""
    is_wide = width > 600
    head_room = 110 if is_wide else 50
    absent_step = 24 if is_wide else 18
    used = max(layout.absent_count * absent_step + 30, head_room) if layout.absent_count else 0
    step = min(230.0, max(width * 0.3, width - _LABEL_ROOM - used) / max(layout.column_count - layout.absent_count - 1, 1))
    if not is_wide:
        step = max(4.0, min(step, (width * 0.45 - used) / max(layout.column_count - layout.absent_count - 1, 1)))
    plain = _Frame(
        width, 50 if len(tree.nodes) <= 16 else 42, step, 14 if is_wide else 12, _LEFT if is_wide else 20, head_room, absent_step, layout
    )
    lanes = len(_find_lanes(tree.edges, plain))
    return replace(plain, left=plain.left + _LANE * max(0, min(lanes - 1, _MOST_LANES)))


def _find_lanes(edges: Sequence[TreeEdge], frame: _Frame) -> dict[str, int]:
    """The sources whose lines go around other nodes, each with a number, so that no two share a line."""
    around = {start for start, end in (_ends(edge, frame) for edge in edges) if _goes_around(start, end, frame)}
    ordered = sorted(around, key=lambda key: (frame.layout.places[key].column, frame.layout.places[key].row))
    return {key: number for number, key in enumerate(ordered)}


def _ends(edge: TreeEdge, frame: _Frame) -> tuple[str, str]:
    """Where a line begins and ends: at the source, or at the upper one of a pair whose order is unknown."""
    source, target = edge.edge.source, edge.edge.target
    return (target, source) if not edge.edge.is_directed and frame.y(source) > frame.y(target) else (source, target)


def _goes_around(source: str, target: str, frame: _Frame) -> bool:
    """Whether another node stands between the two, or the target is not far enough to the right."""
    low, high = sorted((frame.y(source), frame.y(target)))
    between = (key for key in frame.layout.places if low < frame.y(key) < high)
    if any(abs(frame.x(key) - frame.x(source)) < frame.radius + 5 for key in between):
        return True
    return frame.x(target) < frame.x(source) + frame.radius + 9


def _draw_bands(frame: _Frame, node_count: int) -> list[Markup]:
    parts: list[Markup] = []
    bottom = _TOP + node_count * frame.row + 6
    used = 0.0
    for index, band in enumerate(frame.layout.bands):
        left = 0.0 if index == 0 else _before(band.first_column, frame)
        is_last = index == len(frame.layout.bands) - 1
        right = float(frame.width) if is_last else _before(band.last_column + 1, frame)
        if index:
            parts.append(Markup('<path class="band" d="M{} 26V{}"/>').format(_n(left), bottom))
        x = max(left + 10, used)
        room = frame.width - x - 8 if is_last else max(right - x - 2, 0.0)
        forms = (band.name, _YEAR.sub("", band.name), _LONG_MONTH.sub(r"\1", _YEAR.sub("", band.name)))
        name = next((form for form in forms if text_width(form, 12) <= room), fit_text(forms[-1], 12, room))
        if len(name) > 3:
            parts.append(Markup('<text class="soft small" x="{}" y="44">{}</text>').format(_n(x), name))
            used = x + text_width(name, 12) + 8
    return parts


def _before(column: int, frame: _Frame) -> float:
    """Where a band begins: half way between its first column and the one before."""
    return (frame.column_x(column - 1) + frame.column_x(column)) / 2


def _draw_edges(edges: Sequence[TreeEdge], frame: _Frame) -> list[Markup]:
    parts: list[Markup] = []
    lanes = _find_lanes(edges, frame)
    arrivals: dict[str, list[TreeEdge]] = {}
    for edge in sorted(edges, key=lambda item: (-item.edge.strength, item.edge.source)):
        arrivals.setdefault(_ends(edge, frame)[1], []).append(edge)
    for target in sorted(arrivals):
        arriving = arrivals[target]
        gap = min(7.0, 22.0 / max(len(arriving) - 1, 1))
        for number, edge in enumerate(arriving):
            source, _ = _ends(edge, frame)
            path, tip = _route(source, target, frame, (number - (len(arriving) - 1) / 2) * gap, lanes.get(source, 0))
            parts.extend(_draw_edge(edge, path, tip))
    return parts


def _draw_edge(edge: TreeEdge, path: str, tip: tuple[float, float]) -> list[Markup]:
    kind = edge.kind if edge.edge.is_directed else "undecided"
    parts = [Markup('<path class="edge {}" d="{}"><title>{}</title></path>').format(kind, path, one_line(edge.sentence))]
    if kind == "shares_wire":
        parts.append(Markup('<path class="inner" d="{}"/>').format(path))
    if edge.edge.is_directed:
        parts.append(Markup('<path class="head" d="M{} {}l-9 -5v10z"/>').format(_n(tip[0]), _n(tip[1])))
    return parts


def _route(source: str, target: str, frame: _Frame, entry: float, lane: int) -> tuple[str, tuple[float, float]]:
    """Down (or up) from the source, round the corner, to the left side of the target, ``entry`` below its middle; and the tip."""
    x, y, radius = frame.x(source), frame.y(source), frame.radius
    end_y = frame.y(target) + entry
    tip = (frame.x(target) - (radius**2 - entry**2) ** 0.5 - 2, end_y)
    way = 1 if end_y > y else -1
    trunk, start = x, f"M{_n(x)} {_n(y + radius * way)}"
    if _goes_around(source, target, frame):
        trunk = min(x, frame.x(target)) - radius - 8 - _LANE * min(lane, _MOST_LANES)
        start = f"M{_n(x - radius)} {_n(y)}H{_n(trunk + 6)}Q{_n(trunk)} {_n(y)} {_n(trunk)} {_n(y + 6 * way)}"
    bend = min(9.0, abs(end_y - y) / 3)
    end = f"V{_n(end_y - bend * way)}Q{_n(trunk)} {_n(end_y)} {_n(trunk + bend)} {_n(end_y)}H{_n(tip[0] - 6)}"
    return start + end, tip


def _draw_node(node: TreeNode, frame: _Frame) -> Markup:
    x, y = frame.x(node.node.key), frame.y(node.node.key)
    label_x = x + frame.radius + 9
    room = frame.width - label_x - 10
    time = node.time if text_width(node.name, 14.5) + text_width(node.time, 12) + 10 <= room else ""
    name = fit_text(node.name, 14.5, room - (text_width(time, 12) + 10 if time else 0))
    clock = Markup('<tspan class="soft small" dx="8">{}</tspan>').format(time) if time else Markup("")
    return Markup(
        '<a href="{}" class="{}"><title>{}</title><circle cx="{}" cy="{}" r="{}"/><text class="siglum" x="{}" y="{}">{}</text>'
        '<text class="halo" x="{}" y="{}"><tspan class="name">\u2068{}\u2069</tspan>{}</text>'
        '<text class="halo soft small" x="{}" y="{}">{}</text></a>'
    ).format(
        node.href, node.kind, f"{node.siglum}, {node.name}: {node.note}", _n(x), _n(y), frame.radius, _n(x), _n(y + 5), node.siglum,
        _n(label_x), _n(y - 2), name, clock, _n(label_x), _n(y + 14), fit_text(node.note, 12, room),
    )  # fmt: skip


def _draw_legend(tree: Tree, frame: _Frame, top: float) -> tuple[list[Markup], int]:
    kinds = {edge.kind if edge.edge.is_directed else "undecided" for edge in tree.edges}
    shapes = {node.kind for node in tree.nodes}
    items = [(_node_sample(kind, siglum), words) for kind, siglum, words in _LEGEND_NODES if kind in shapes]
    items += [(_edge_sample(kind), words) for kind, words in _LEGEND_EDGES if kind in kinds]
    parts: list[Markup] = []
    x, row = 20.0, 0
    for sample, words in items:
        width = 44 + text_width(words, 12) + 18
        if x + width > frame.width and x > 20:
            x, row = 20.0, row + 1
        parts.append(
            Markup('<g transform="translate({} {})">{}<text class="soft small" x="38" y="4">{}</text></g>').format(
                _n(x), _n(top + row * _LEGEND_ROW), sample, words
            )
        )
        x += width
    return parts, (row + 1) * _LEGEND_ROW


def _node_sample(kind: str, siglum: str) -> Markup:
    return Markup('<g class="{}"><circle cx="16" cy="0" r="9"/><text class="siglum small" x="16" y="4">{}</text></g>').format(kind, siglum)


def _edge_sample(kind: str) -> Markup:
    line = Markup('<path class="edge {}" d="M0 0H25"/>').format(kind)
    if kind == "shares_wire":
        line += Markup('<path class="inner" d="M0 0H25"/>')
    return line if kind == "undecided" else line + Markup('<path class="head" d="M32 0l-9 -5v10z"/>')


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
