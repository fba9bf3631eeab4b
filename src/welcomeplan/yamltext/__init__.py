"""Plan YAML: text to nodes with exact positions, and edits as proven splices of text."""

from typing import TYPE_CHECKING

from welcomeplan.door import lazy

if TYPE_CHECKING:
    from welcomeplan.yamltext.nodes import BOM as BOM
    from welcomeplan.yamltext.nodes import CONTROL as CONTROL
    from welcomeplan.yamltext.nodes import DEFAULT_LIMITS as DEFAULT_LIMITS
    from welcomeplan.yamltext.nodes import MOST_FAULTS as MOST_FAULTS
    from welcomeplan.yamltext.nodes import Fault as Fault
    from welcomeplan.yamltext.nodes import Limits as Limits
    from welcomeplan.yamltext.nodes import Mapping as Mapping
    from welcomeplan.yamltext.nodes import Node as Node
    from welcomeplan.yamltext.nodes import Parser as Parser
    from welcomeplan.yamltext.nodes import Route as Route
    from welcomeplan.yamltext.nodes import Scalar as Scalar
    from welcomeplan.yamltext.nodes import Sequence as Sequence
    from welcomeplan.yamltext.nodes import Source as Source
    from welcomeplan.yamltext.nodes import Span as Span
    from welcomeplan.yamltext.nodes import conflict_faults as conflict_faults
    from welcomeplan.yamltext.nodes import plain as plain
    from welcomeplan.yamltext.nodes import read as read
    from welcomeplan.yamltext.splices import Append as Append
    from welcomeplan.yamltext.splices import Edit as Edit
    from welcomeplan.yamltext.splices import Insert as Insert
    from welcomeplan.yamltext.splices import Refused as Refused
    from welcomeplan.yamltext.splices import RemoveKey as RemoveKey
    from welcomeplan.yamltext.splices import SetKey as SetKey
    from welcomeplan.yamltext.splices import Value as Value
    from welcomeplan.yamltext.splices import apply as apply
else:
    __getattr__ = lazy(
        __name__,
        {
            "nodes": (
                "BOM CONTROL DEFAULT_LIMITS Fault Limits MOST_FAULTS Mapping Node Parser Route "
                "Scalar Sequence Source Span conflict_faults plain read"
            ),
            "splices": "Append Edit Insert Refused RemoveKey SetKey Value apply",
        },
    )
