"""What stands beside a new plan, as files: its schema, the check of edits, editor settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.formats.jsontext import dumps
from welcomeplan.plan import KINDS, json_schema
from welcomeplan.rules import summaries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.yamltext import Value

SCHEMAS = "schema"
"""The folder in that of a plan in which its schemas stand: it holds no strategy."""

FIRST: Mapping[str, Value] = {
    "title": "The first strategy",
    "objectives": [{"id": "first-objective", "title": "The first objective"}],
}
"""The strategy of a plan in which nothing stands yet. It promises nothing."""

FIRST_HEAD = """\
# A strategy has a file of its own, and the file's name is its id. This one is an example: give it
# and its objective your own titles, ids and name. Then add what is promised, each with its deadline
# in the plan's own words. `welcomeplan add --to first-objective` writes it so:
#
#     milestones:
#       - id: leaflet
#         title: The leaflet is printed
#         due: by the end of March 2030
#         owner: library        # an organization that plan.yaml lists
#
"""
"""What stands before it."""

_WORKFLOW = """\
name: Plan
on:
  pull_request:
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0 # what the edit began with, to compare with
          persist-credentials: false
      - uses: welcomeplan/welcomeplan@main # better: the full commit you have reviewed
        with:
          folder: {folder}
"""
_PRE_COMMIT = """\
repos:
  - repo: https://github.com/welcomeplan/welcomeplan
    rev: main # better: a tag
    hooks:
      - id: welcomeplan
{args}"""
_EDITORCONFIG = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
trim_trailing_whitespace = true

[*.{yaml,yml}]
indent_style = space
indent_size = 2
"""


def schema_line(kind: str, schemas: str = SCHEMAS) -> str:
    """The first line of a file of a plan, which tells editors what may stand in it."""
    return f"# yaml-language-server: $schema={schemas}/{kind}.schema.json\n"


def scaffold(folder: str) -> dict[str, bytes]:
    """The files beside a plan, by their names from the top of its repository; `folder` is the
    plan's own from there."""
    known = summaries()
    schemas = {
        f"{folder}/{SCHEMAS}/{kind}.schema.json": dumps(json_schema(kind, known)) for kind in KINDS
    }
    # The first line of plan.yaml names another, and wins.
    settings = {
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "files.eol": "\n",
        "yaml.schemas": {f"./{folder}/{SCHEMAS}/strategy.schema.json": f"{folder}/*.yaml"},
    }
    texts = {
        **schemas,
        ".github/workflows/plan.yml": workflow(folder),
        ".pre-commit-config.yaml": pre_commit(folder),
        ".vscode/settings.json": dumps(settings),
        ".editorconfig": _EDITORCONFIG,
    }
    return {name: text.encode() for name, text in texts.items()}


def workflow(folder: str) -> str:
    """The workflow that checks each edit of the plan in a folder, which is plain in YAML."""
    return _WORKFLOW.format(folder=folder)


def pre_commit(folder: str) -> str:
    """The settings of pre-commit that check the plan in a folder; `plan` is found by itself."""
    args = "" if folder == "plan" else f"        args: [--dir, {folder}]\n"
    return _PRE_COMMIT.format(args=args)
