"""The diagram of a flow, from the flow itself: each step with its label, each edge with its outcome.

Our own few lines of SVG and not the library's chart: Chinese labels, outcomes on the edges, a stable
file that shows a readable difference in review.
"""

from collections import deque
from html import escape

from .enums import Outcome
from .steps import Finish, Step

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 168, 44, 150, 46, 24


def _label(node) -> str:
    status = getattr(node, "status", None)
    return str(status.label) if status else "开始"


def _ranks(flow) -> dict:
    """Breadth first from the start: how many steps a node is away from it."""
    nodes = list(flow.instance.nodes())
    start = next(node for node in nodes if not isinstance(node, (Step, Finish)))
    ranks, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        for edge in node._outgoing():
            if edge.dst not in ranks:
                ranks[edge.dst] = ranks[node] + 1
                queue.append(edge.dst)
    return ranks


def svg(flow) -> str:
    """The flow as SVG: one row per rank, forward edges drawn down, edges back drawn round the side."""
    ranks = _ranks(flow)
    rows: dict[int, list] = {}
    for node, rank in ranks.items():
        rows.setdefault(rank, []).append(node)
    places = {}
    for rank, nodes in rows.items():
        for column, node in enumerate(nodes):
            places[node] = (MARGIN + column * (WIDTH + GAP_X), MARGIN + rank * (HEIGHT + GAP_Y))
    width = max(x for x, _y in places.values()) + WIDTH + GAP_X + MARGIN
    height = max(y for _x, y in places.values()) + HEIGHT + MARGIN
    shapes, lines = [], []
    lane = 0
    for node, (x, y) in places.items():
        round_ = HEIGHT // 2 if not isinstance(node, Step) else 4
        shapes.append(
            f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="{round_}" fill="#fff" stroke="#333"/>'
            f'<text x="{x + WIDTH // 2}" y="{y + 19}" text-anchor="middle">{escape(_label(node))}</text>'
            f'<text x="{x + WIDTH // 2}" y="{y + 35}" text-anchor="middle" font-size="10" fill="#666">{node.name}</text>'
        )
        for edge in node._outgoing():
            outcome = getattr(edge, "outcome", None)
            words = escape(str(Outcome(outcome).label)) if outcome else ""
            ex, ey = places[edge.dst]
            if ey > y:
                x1, y1, x2, y2 = x + WIDTH // 2, y + HEIGHT, ex + WIDTH // 2, ey
                path, tx, ty = f"M{x1},{y1} L{x2},{y2}", (x1 + x2) // 2 + 6, (y1 + y2) // 2 + 4
            else:
                lane += 1
                side = x + WIDTH + 18 + 13 * (lane % 6)
                path = f"M{x + WIDTH},{y + 22} H{side} V{ey + 22 + 3 * (lane % 4)} H{ex + WIDTH}"
                tx, ty = side + 4, (y + ey) // 2 + 22 + 12 * (lane % 2)
            lines.append(
                f'<path d="{path}" fill="none" stroke="#456" marker-end="url(#a)"/>'
                f'<text x="{tx}" y="{ty}" font-size="11" fill="#245">{words}</text>'
            )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="14">\n'
        '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" fill="#456"/></marker></defs>\n'
        f"<title>{escape(str(flow.process_title))}</title>\n" + "\n".join(lines + shapes) + "\n</svg>\n"
    )
