"""Plan YAML: text to nodes with exact positions, and edits as proven splices of text."""

from typing import TYPE_CHECKING

from welcomeplan.door import lazy

if TYPE_CHECKING:
    from welcomeplan.yamltext.compose import compose as compose
    from welcomeplan.yamltext.edits import Append as Append
    from welcomeplan.yamltext.edits import Bare as Bare
    from welcomeplan.yamltext.edits import Edit as Edit
    from welcomeplan.yamltext.edits import Insert as Insert
    from welcomeplan.yamltext.edits import RemoveKey as RemoveKey
    from welcomeplan.yamltext.edits import SetItem as SetItem
    from welcomeplan.yamltext.edits import SetKey as SetKey
    from welcomeplan.yamltext.edits import Value as Value
    from welcomeplan.yamltext.gate import apply as apply
    from welcomeplan.yamltext.nodes import BOM as BOM
    from welcomeplan.yamltext.nodes import Fault as Fault
    from welcomeplan.yamltext.nodes import Mapping as Mapping
    from welcomeplan.yamltext.nodes import Node as Node
    from welcomeplan.yamltext.nodes import Route as Route
    from welcomeplan.yamltext.nodes import Scalar as Scalar
    from welcomeplan.yamltext.nodes import Sequence as Sequence
    from welcomeplan.yamltext.nodes import Source as Source
    from welcomeplan.yamltext.nodes import Span as Span
    from welcomeplan.yamltext.nodes import plain as plain
    from welcomeplan.yamltext.reader import read as read
else:
    __getattr__ = lazy(
        __name__,
        {
            "nodes": ("BOM Fault Mapping Node Route Scalar Sequence Source Span plain"),
            "reader": "read",
            "edits": "Append Bare Edit Insert RemoveKey SetItem SetKey Value",
            "gate": "apply",
            "compose": "compose",
        },
    )
