"""The derivation tree as a drawing that stands alone: its styles inside, colours taken from the page where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stemma.views.dossier.layout import Layout, lay_out
from stemma.views.dossier.svg_text import fit_text, text_width
from stemma.views.dossier.tree import Tree, TreeEdge, TreeNode
from stemma.views.dossier.visible import one_line

_TOP = 64
_LEFT = 34
_LEGEND_ROW = 24
_LABEL_ROOM = 420
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
.tree .names{stroke-width:1.6;stroke-dasharray:1.6 4;stroke-linecap:round}
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
    ("cites", "cites"),
    ("names", "names as source"),
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
    layout: Layout

    def x(self, key: str) -> float:
        return _LEFT + self.layout.places[key].column * self.step

    def y(self, key: str) -> float:
        return _TOP + (self.layout.places[key].row + 0.5) * self.row


def draw_tree(tree: Tree, title: str, *, id_: str, width: int) -> Markup:
    """The tree as SVG of the given width, with a title, a description in sentences and a legend."""
    layout = lay_out([node.node for node in tree.nodes], [edge.edge for edge in tree.edges])
    columns = max(layout.column_count - 1, 1)
    step = min(190.0, max(width * 0.36, width - _LABEL_ROOM) / columns)
    frame = _Frame(width, 50 if len(tree.nodes) <= 16 else 42, step, 14 if width > 600 else 12, layout)
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


def _draw_bands(frame: _Frame, node_count: int) -> list[Markup]:
    parts: list[Markup] = []
    bottom = _TOP + node_count * frame.row + 6
    used = 0.0
    for index, band in enumerate(frame.layout.bands):
        left = 0.0 if index == 0 else _LEFT + (band.first_column - 0.5) * frame.step
        is_last = index == len(frame.layout.bands) - 1
        right = float(frame.width) if is_last else _LEFT + (band.last_column + 0.5) * frame.step
        if index:
            parts.append(Markup('<path class="band" d="M{} 26V{}"/>').format(_n(left), bottom))
        x = max(left + 10, used)
        room = frame.width - x - 8 if is_last else max(right - x - 6, 0.0)
        name = fit_text(band.name, 12, room)
        if len(name) > 3:
            parts.append(Markup('<text class="soft small" x="{}" y="44">{}</text>').format(_n(x), name))
            used = x + text_width(name, 12) + 8
    return parts


def _draw_edges(edges: Sequence[TreeEdge], frame: _Frame) -> list[Markup]:
    parts: list[Markup] = []
    entries: dict[str, int] = {}
    for edge in sorted(edges, key=lambda item: (item.edge.target, -item.edge.strength, item.edge.source)):
        source, target = edge.edge.source, edge.edge.target
        if not edge.edge.is_directed and frame.y(source) > frame.y(target):
            source, target = target, source
        number = entries.get(target, 0)
        entries[target] = number + 1
        parts.extend(_draw_edge(edge, source, target, frame, _entry(number)))
    return parts


def _entry(number: int) -> int:
    """Edges enter a node one above the other: 0, -7, 7, then all at the same place."""
    return (0, -7, 7)[number] if number < 3 else 0


def _draw_edge(edge: TreeEdge, source: str, target: str, frame: _Frame, entry: int) -> list[Markup]:
    path, tip_x, tip_y = _route(source, target, frame, entry)
    kind = edge.kind if edge.edge.is_directed else "undecided"
    parts = [Markup('<path class="edge {}" d="{}"><title>{}</title></path>').format(kind, path, one_line(edge.sentence))]
    if kind == "shares_wire":
        parts.append(Markup('<path class="inner" d="{}"/>').format(path))
    if edge.edge.is_directed:
        parts.append(Markup('<path class="head" d="M{} {}l-9 -5v10z"/>').format(_n(tip_x), _n(tip_y)))
    return parts


def _route(source: str, target: str, frame: _Frame, entry: int) -> tuple[str, float, float]:
    """Down (or up) from the source, round the corner, to the left side of the target; around whatever stands in the way."""
    source_x, source_y, target_x, target_y = frame.x(source), frame.y(source), frame.x(target), frame.y(target) + entry
    tip_x = target_x - (frame.radius**2 - entry**2) ** 0.5 - 2
    way = 1 if target_y > source_y else -1
    trunk = source_x
    low, high = sorted((source_y, target_y))
    blocked = any(
        low < frame.y(key) < high and abs(frame.x(key) - source_x) < frame.radius + 5
        for key in frame.layout.places
        if key not in (source, target)
    )
    if blocked or target_x < source_x + frame.radius + 9:
        trunk = min(source_x, target_x) - frame.radius - 8
        start = (
            f"M{_n(source_x - frame.radius)} {_n(source_y)}H{_n(trunk + 6)}Q{_n(trunk)} {_n(source_y)} {_n(trunk)} {_n(source_y + 6 * way)}"
        )
    else:
        start = f"M{_n(source_x)} {_n(source_y + frame.radius * way)}"
    bend = min(9.0, abs(target_y - source_y) / 3)
    end = f"V{_n(target_y - bend * way)}Q{_n(trunk)} {_n(target_y)} {_n(trunk + bend)} {_n(target_y)}H{_n(tip_x - 6)}"
    return start + end, tip_x, target_y


def _draw_node(node: TreeNode, frame: _Frame) -> Markup:
    x, y = frame.x(node.node.key), frame.y(node.node.key)
    label_x = x + frame.radius + 9
    room = frame.width - label_x - 10
    time = node.time and f"{node.time}"
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
