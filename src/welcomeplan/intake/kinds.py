"""Which nodes of a document are strategies, objectives and actions: by their levels as a whole.

Documents have other levels than plans: “Goal 1 > Strategy 1.1 > Action”, “Pillar > Goal > Objective
> Action”. The highest is the strategy, the next the objective; what is below an action is its
milestone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from welcomeplan.intake.labels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.intake.outline import Node

Sign = str | tuple[str, int]
"""What the nodes of one level share: the word of their label, or their style."""
_KINDS = ("strategy", "objective", "action", "milestone")


def sign_of(node: Node) -> Sign:
    """What a node shares with others of its level."""
    return node.word if node.word in LEVELS else node.style


def kinds_of(root: Node) -> dict[Node, str]:
    """The kind of each node: of a plan; `holder`, a heading above all of them; or `prose`."""
    planned = {node for node in _walk(root) if _is_planned(node)}
    for node in reversed(list(_walk(root))):
        if any(one in planned for one in node.nodes):
            planned.add(node)
    kinds: dict[Node, str] = {}
    depths = _depths(root, planned, kinds)
    mapped = _mapped(depths, [node for node in planned if node not in kinds])
    for node in _walk(root):
        if node not in kinds:
            kinds[node] = mapped.get(sign_of(node), "prose") if node in planned else "prose"
    return kinds


def _walk(root: Node) -> Iterator[Node]:
    stack = [*reversed(list(root.nodes))]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(list(node.nodes))


def _is_planned(node: Node) -> bool:
    """Whether a node is a part of a plan by its own label, number or what stands in it."""
    if node.word in LEVELS or (node.style[0] == "number" and node.style[1] > 1):
        return True
    return any(one.role in ("action", "due", "lead", "measure") for one in node.entries)


def _depths(root: Node, planned: set[Node], kinds: dict[Node, str]) -> dict[Sign, int]:
    """How deep each level stands, most often. Headings that only hold all others are noted as
    holders, and count for nothing."""
    seen: dict[Sign, Counter[int]] = {}
    stack = [(root, 0)]
    while stack:
        parent, depth = stack.pop()
        inside = [one for one in parent.nodes if one in planned]
        for one in reversed(inside):
            alone = len(inside) == 1 and any(under in planned for under in one.nodes)
            if alone and one.word not in LEVELS and one.style[0] == "heading":
                kinds[one] = "holder"
                stack.append((one, depth))
                continue
            seen.setdefault(sign_of(one), Counter())[depth] += 1
            stack.append((one, depth + 1))
    return {sign: counted.most_common(1)[0][0] for sign, counted in seen.items()}


def _mapped(depths: dict[Sign, int], nodes: list[Node]) -> dict[Sign, str]:
    """The kind of each level, from the highest."""
    above = {one: depth for one, depth in depths.items() if one not in ("action", "milestone")}
    if list(above) == ["objective"]:
        return {"objective": "objective", "action": "action", "milestone": "milestone"}
    ranks = sorted(set(above.values()))
    found = {one: _KINDS[min(ranks.index(depth), 3)] for one, depth in above.items()}
    lowest = [one for one, depth in above.items() if depth == ranks[-1]]
    if len(ranks) > 1 and all(_is_leaf(one, nodes) for one in lowest):
        found |= {one: _KINDS[max(min(len(ranks) - 1, 3), 2)] for one in lowest}
    action = "action" if len(ranks) <= 2 else "milestone"
    return found | {"action": action, "milestone": "milestone"}


def _is_leaf(sign: Sign, nodes: list[Node]) -> bool:
    """Whether the nodes of a level have a number alone, and no points: so they are actions."""
    if not isinstance(sign, tuple) or sign[0] != "number":
        return False
    alike = [one for one in nodes if sign_of(one) == sign]
    listing = ("point", "action", "table")
    return not any(entry.role in listing for one in alike for entry in one.entries)
