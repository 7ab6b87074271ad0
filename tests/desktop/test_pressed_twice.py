"""What a button starts, it starts once, however often it is pressed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import desktop.dialogs
from desktop.dialogs.careful import CarefulDialog
from desktop.dialogs.printing import PrintDialog
from desktop.dialogs.transfer import ExportDialog
from desktop.tasks import Tasks
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.stand_in_words import CarefulFound

SHUT = {"setEnabled", "begin", "_set_working", "show_step"}
"""What keeps a button from being pressed again, or takes it away."""


def test_a_printer_is_asked_for_once(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    dialog = PrintDialog(session, ["item-5"], tasks)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(dialog, "_ask", lambda: asked.append("printer"))
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()
    assert not dialog.go.isEnabled()
    dialog.go.click()
    settled(tasks, qtbot)
    assert asked == ["printer"] and dialog.go.isEnabled()


def test_careful_words_are_shown_once(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [CarefulFound("border", ("item-1",), ("Wells",))]
    monkeypatch.setattr(session.wording, "check_kind", lambda _space, _kind: found)
    dialog = ExportDialog(session, session.spaces.all()[0], tasks)
    qtbot.addWidget(dialog)
    settled(tasks, qtbot)
    dialog.show()
    dialog.save.click()
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(CarefulDialog)))
    settled(tasks, qtbot)
    assert len(dialog.findChildren(CarefulDialog)) == 1


def calls(function: ast.AST) -> list[str]:
    """Return the names that are called in a function, in their order in the text."""
    found = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    found.sort(key=lambda each: (each.lineno, each.col_offset))
    return [ast.unparse(each.func) for each in found]


def started(source: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    """Yield the methods of a dialog that its main button calls."""
    named = {each.name: each for each in source.body if isinstance(each, ast.FunctionDef)}
    for call in ast.walk(source):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith((".add_primary", ".show_step")):
            assert not any("tasks.run" in ast.unparse(each) for each in call.args[1:]), ast.unparse(call)
            parts = (one for each in call.args[1:] for one in ast.walk(each))
            names = {one.attr for one in parts if isinstance(one, ast.Attribute)}
            yield from (named[one] for one in sorted(names & named.keys()))


def test_no_main_button_starts_work_that_a_second_press_starts_again() -> None:
    seen = 0
    for path in sorted(Path(desktop.dialogs.__file__).parent.glob("*.py")):
        for each in ast.walk(ast.parse(path.read_text("utf-8"))):
            for method in started(each) if isinstance(each, ast.ClassDef) else ():
                made = calls(method)
                runs = [at for at, call in enumerate(made) if call.endswith("tasks.run")]
                if runs and "self.accept" not in made:
                    seen += 1
                    before = {call.rpartition(".")[2] for call in made[: runs[0]]}
                    assert before & SHUT, f"{path.name}: {method.name}"
    assert seen > 10
