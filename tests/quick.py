"""The quick share of the tests, for before each commit: `make check` has pytest load this.

The files below are left out, which is said at the end. They take most of the time of all, for they
try by the hundred, or start programs each time. They were chosen by what their tests take of the
processor's time, with the programs that these start: four seconds and more, but for the house and
the cases, which every change concerns. A file that is named on the command line is run, whatever
it takes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONG = [
    "test_action.py",
    "test_amendments.py",
    "test_asking.py",
    "test_benchmarks.py",
    "test_brought.py",
    "test_browser.py",
    "test_calendar_files.py",
    "test_comments.py",
    "test_completion.py",
    "test_deadline_tree.py",
    "test_diff.py",
    "test_document_shapes.py",
    "test_docx_numbers.py",
    "test_edited.py",
    "test_edits.py",
    "test_export.py",
    "test_hidden_misses.py",
    "test_history.py",
    "test_hostile.py",
    "test_hostile_sheets.py",
    "test_index.py",
    "test_index_by_file.py",
    "test_interrupted.py",
    "test_lsp.py",
    "test_made_again.py",
    "test_names.py",
    "test_numbers.py",
    "test_one_answer.py",
    "test_outputs.py",
    "test_papers.py",
    "test_passages.py",
    "test_patterns.py",
    "test_quarters.py",
    "test_record.py",
    "test_report.py",
    "test_review.py",
    "test_saving.py",
    "test_schema.py",
    "test_sinks.py",
    "test_site.py",
    "test_strict.py",
    "test_tab.py",
    "test_taken_back.py",
    "test_terminal.py",
    "test_terminal_prose.py",
    "test_tiling.py",
    "test_timeline.py",
    "test_torture.py",
    "test_unread.py",
    "test_verify.py",
    "test_windows.py",
    "test_yamltext.py",
]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out a long file."""
    return True if collection_path.parent == HERE and collection_path.name in LONG else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, and how to run it."""
    files = " ".join(f"tests/{name}" for name in LONG)
    terminalreporter.section("The quick tests alone")
    terminalreporter.line(f"Left out, for they take minutes: {files}")
    terminalreporter.line(
        "Run those that your change concerns with pytest, or all with `make test`."
    )
