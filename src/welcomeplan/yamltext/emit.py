"""Values as text: on one line, or as the lines of block style, by the habits of the file."""

from __future__ import annotations

import re
from math import inf

import yaml

from welcomeplan.yamltext.edits import Bare, Value
from welcomeplan.yamltext.habits import Habit
from welcomeplan.yamltext.strict import builds

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# Written with escapes, in double quotes: line ends of any kind, and what turns text round.
_ESCAPED = re.compile("[\n\r\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# An escape within double quotes; such as the emitter makes of every emoji there.
_ESCAPE = re.compile(r"\\(?:U([0-9A-F]{8})|.)")
# What readers of YAML 1.1 or 1.2 take for something else than text. Days are not among them: a
# plan is full of them, and they mean the same to everyone; nor are ordinary numbers. What looks
# like a day and is none stops a reader.
_TYPED = re.compile(
    r"(?i:|~|null|true|false|yes|no|on|off|y|n|<<|=|[-+]?\.(?:inf|nan)|[-+]?0[xob][0-9a-f_]+"
    r"|[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:e[-+]?\d+)?"
    r"|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?)"
)
# What needs no quotes anywhere, so that the emitter, which is slow, need not be asked.
_PLAIN = re.compile(r"[^\W\d_][\w .()/'+%$&;!@*–—’-]*(?<! )|\d{4}-\d\d-\d\d")
# Nor anywhere but inside brackets.
_IN_BLOCK = re.compile(r"[^\W_][\w .,()/'+%$&;!@*–—’-]*(?<! )")
# One line of letters that stand within quotes as they are.
_SHOWN = re.compile(r"[ -~\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd]+")
# What such a line can't begin with, or have in it, without quotes; and inside brackets.
_OPENS = re.compile(r"[ #,\[\]{}&*!|>'\"%@`]|---|\.\.\.|[?:-](?: |\Z)")
_ENDS = re.compile(r":(?: |\Z)| #| \Z")
_ENDS_IN_FLOW = re.compile(r"[,?\[\]{}:]| #| \Z")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,5}[1-9])?")


# The format's own key: it stands bare in every plan, whatever old readers take it for.
_ON = "on"


def _scalar(value: str, *, flow: bool, quote: str) -> str:
    """A text as YAML on one line, as PyYAML's own emitter has it: plain only where that is safe."""
    plain = _PLAIN if flow else _IN_BLOCK
    if not quote and plain.fullmatch(value) and not _is_typed(value):
        return str(value)
    if not quote and _NUMBER.fullmatch(value) and not isinstance(value, Bare):
        return value
    if not quote and _SHOWN.fullmatch(value):
        return _shown(value, flow=flow)
    if _ESCAPED.search(value):
        quote = '"'
    line = _emit(value, quote, flow=flow)
    if not quote and line.startswith("'") and "'" in value and not {'"', "\\"} & set(value):
        line = _emit(value, '"', flow=flow)  # "it's" rather than 'it''s'
    if line.startswith('"'):
        line = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[0], line)
    return _BIDI.sub(lambda found: f"\\u{ord(found[0]):04X}", line)


def _shown(value: str, *, flow: bool) -> str:
    """What the emitter, which is slow, makes of a line that needs no escapes."""
    ends = _ENDS_IN_FLOW if flow else _ENDS
    if _is_text(value) and not _OPENS.match(value) and not ends.search(value):
        return str(value)
    if "'" in value and '"' not in value and "\\" not in value:
        return f'"{value}"'  # "it's" rather than 'it''s'
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def _is_typed(value: str) -> bool:
    return _TYPED.fullmatch(value) is not None or not builds(value)


def _is_text(value: str) -> bool:
    """Whether a text is taken for one without quotes, by readers of YAML 1.1 and 1.2."""
    typed = _is_typed(value) and not _NUMBER.fullmatch(value)
    return isinstance(value, Bare) or not typed


def _emit(value: str, quote: str, *, flow: bool) -> str:
    text = _is_text(value)
    events = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        yaml.MappingStartEvent(None, None, True, flow_style=flow),
        yaml.ScalarEvent(None, None, (True, True), "k"),
        yaml.ScalarEvent(None, None, (text, True), value, style=quote or None),
        yaml.MappingEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    line: str = yaml.emit(events, width=inf, allow_unicode=True)
    return line[4:-2] if flow else line[3:-1]


def key_text(key: str, habit: Habit, *, flow: bool) -> str:
    """A key, without its colon. `flow` says whether it stands inside brackets."""
    if not habit.key_quote and _WORD.fullmatch(key) and (key == _ON or not _is_typed(key)):
        return key
    return _scalar(key, flow=flow, quote=habit.key_quote)


def flow_text(value: Value, habit: Habit, *, flow: bool = True) -> str:
    """A value on one line. `flow` says whether it stands inside brackets already."""
    if isinstance(value, str):
        return _scalar(value, flow=flow, quote=habit.quote)
    if isinstance(value, list):
        return f"[{', '.join(flow_text(item, habit) for item in value)}]"
    pairs = (
        f"{key_text(key, habit, flow=True)}: {flow_text(item, habit)}"
        for key, item in value.items()
    )
    return f"{{{', '.join(pairs)}}}"


def on_one_line(value: Value, habit: Habit) -> bool:
    """Whether a value in block context is best written on its key's line."""
    if isinstance(value, str) or not value:
        return True
    # A list of slugs is written `[a, b]`, anything with more in it one item a line.
    slugs = isinstance(value, list) and all(
        isinstance(i, str) and _WORD.fullmatch(i) for i in value
    )
    return slugs and len(flow_text(value, habit)) <= 80


def block_lines(value: Value, habit: Habit, *, started: bool = False) -> list[str]:
    """A value as the lines of block style; `started` keeps even a list of slugs one a line."""
    lines: list[str] = []
    for key, item in value.items() if isinstance(value, dict) else ((None, i) for i in value):
        inline = on_one_line(item, habit) and not started
        inner = [flow_text(item, habit, flow=False)] if inline else block_lines(item, habit)
        if key is None:
            lines.append("-".ljust(habit.dash) + inner[0])
            lines += [" " * habit.dash + line for line in inner[1:]]
        elif inline:
            lines.append(f"{key_text(key, habit, flow=False)}: {inner[0]}")
        else:
            indent = habit.map_in if isinstance(item, dict) else habit.list_in
            lines += [
                f"{key_text(key, habit, flow=False)}:",
                *(" " * indent + line for line in inner),
            ]
    return lines
