"""A plan's folder while an editor has some of its files open: the plan as it will be once they are
saved, and, where a file can't be read any more, as it last could."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from welcomeplan import workspace
from welcomeplan.commands import looking
from welcomeplan.editor.positions import Lines
from welcomeplan.editor.spots import spot_at, spot_in
from welcomeplan.errors import UserError
from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.workspace import HEAD, Edited
from welcomeplan.yamltext import BOM

if TYPE_CHECKING:
    from pathlib import Path

    from welcomeplan.diagnostics import Checked
    from welcomeplan.editor.spots import Spot
    from welcomeplan.plan import Facts, Plan, StrategyFile
    from welcomeplan.workspace import Workspace
    from welcomeplan.yamltext import Source

MARK = BOM.decode()
_HERE = PurePosixPath()


class Home:
    """A plan's folder, and the texts of its files that are open, by their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts: dict[str, str] = {}
        self._last: Workspace | None = None
        self._of: object = None
        """What stands for the files and the day that were read last."""
        self._checked: Checked | None = None
        self._facts: tuple[Workspace, Facts] | None = None
        self._whole: dict[str, Workspace] = {}
        """The last version in which each file could be read."""

    def read(self) -> Workspace:
        """The plan as it is now; read again only where something has changed."""
        tree = self._tree()
        names = [item.name for item in tree.items(_HERE) if workspace.is_plan_file(item.name)]
        days = (looking.today(), looking.today(looking.EASTMOST))
        now = ([(name, tree.key(_HERE / name)) for name in names], days)
        if self._last is None or now != self._of:
            self._last = workspace.collect(self.folder, tree, other=self._last)
            self._of, self._checked, self._facts = now, None, None
            for name in names:
                if _is_in(self._last, name):
                    self._whole[name] = self._last
        return self._last

    def checked(self) -> Checked:
        """What is wrong with it, as `validate` says."""
        found = self.read()
        if self._checked is None:
            self._checked = looking.checked(workspace.with_documents(found))
        return self._checked

    def facts(self, found: Workspace) -> Facts:
        """How the promises of a version that was read stand today."""
        if self._facts is None or self._facts[0] is not found:
            self._facts = (found, looking.facts_now(found.register, None))
        return self._facts[1]

    def around(self, file: str) -> tuple[Plan, Workspace] | None:
        """The plan that a file belongs to, and what was read with it: as they are, or as they were
        when it could last be read."""
        now = self.read()
        found = now if _is_in(now, file) else self._whole.get(file, now)
        plans = found.plans or (self._whole[HEAD].plans if HEAD in self._whole else ())
        if not plans:
            return None
        return plans[0], found if found.plans else self._whole[HEAD]

    def spot(self, file: str, offset: int) -> tuple[Source, Spot | None]:
        """What stands at a character of a file as it is now, and the text that this is known by."""
        files = _files(self.read())
        source = next((one.source for one in files if one.file == file), None)
        if source:
            return source, spot_at(source, offset)
        return spot_in(self.text(file), offset)

    def text(self, file: str) -> str:
        """The text of a file, without its byte-order mark; none of what can't be read."""
        try:
            data = self._tree().read(_HERE / file, DEFAULT_LIMITS.bytes)
        except UserError:
            return ""
        return data.removeprefix(BOM).decode("utf-8", "replace")

    def lines(self, file: str, unit: str) -> Lines:
        """The lines of a file as its editor counts them."""
        marked = self.texts.get(file, "").startswith(MARK)
        return Lines(self.text(file), unit, marked=marked)

    def _tree(self) -> Edited:
        texts = {name: text.encode("utf-8", "surrogatepass") for name, text in self.texts.items()}
        return Edited(self.folder, texts)


def _is_in(found: Workspace, file: str) -> bool:
    """Whether a file could be read, but for some of its promises perhaps."""
    return any(file == one.file for one in _files(found))


def _files(found: Workspace) -> list[Plan | StrategyFile]:
    return [*found.plans, *(one for plan in found.plans for one in plan.strategies)]
