"""The language server in a real editor: Neovim, with the lines that docs/editors.md shows.

It needs Neovim; `.ci/run` sees to that where it can.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT
from .test_lsp import WORK, plan_of

SCRIPT = """
local said = {}
local function problems()
  return vim.tbl_map(function(one) return one.message end, vim.diagnostic.get(0))
end
local function wait(wanted)
  vim.wait(60000, function() return (#vim.diagnostic.get(0) > 0) == wanted end, 50)
  return problems()
end
local function ask(method, line, column)
  local params = vim.lsp.util.make_position_params(0, "utf-16")
  params.position = { line = line, character = column }
  local told = vim.lsp.buf_request_sync(0, method, params, 60000) or {}
  local _, first = next(told)
  return first and first.result or vim.NIL
end
said.wrong = wait(true)
local line = vim.fn.search("owner: jsv") - 1
vim.fn.setline(line + 1, "        owner: jvs")
said.mended = wait(false)
said.hover = ask("textDocument/hover", line, 16)
said.definition = ask("textDocument/definition", line, 16)
io.stdout:write(vim.fn.json_encode(said))
vim.cmd("qall!")
"""


def test_neovim_shows_what_the_server_says(tmp_path: Path) -> None:
    nvim = shutil.which("nvim")
    if nvim is None:
        pytest.skip("no Neovim here: the language server was not tried in it")
    page = (ROOT / "docs" / "editors.md").read_text("utf-8")
    (settings,) = re.findall("```lua\n(.*?)```", page, re.DOTALL)
    (tmp_path / "init.lua").write_text(settings)
    (tmp_path / "script.lua").write_text(SCRIPT)
    program = tmp_path / "bin" / "welcomeplan"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m welcomeplan "$@"\n')
    program.chmod(0o755)
    folder = plan_of(tmp_path / "plan", WORK.replace("owner: jvs", "owner: jsv"))
    homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    ran = subprocess.run(
        [
            *(nvim, "--headless", "-n", "-i", "NONE", "-u", str(tmp_path / "init.lua")),
            *(str(folder / "work.yaml"), "-c", f"luafile {tmp_path / 'script.lua'}"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={
            **os.environ,
            **dict.fromkeys(homes, str(tmp_path / "home")),
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        },
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert ["Did you mean `jvs`?" in one for one in said["wrong"]] == [True]
    assert said["mended"] == []
    assert "Jewish Vocational Service" in said["hover"]["contents"]["value"]
    assert said["definition"]["uri"] == (folder / "plan.yaml").as_uri()
    assert (folder / "work.yaml").read_text() == WORK.replace("owner: jvs", "owner: jsv")
