"""A notebook that was copied while it was open: known as incomplete, and opened only when asked to (V10)."""

import shutil
from pathlib import Path

import pytest

from sync.engine import session
from sync.errors import NotebookIncomplete
from tests.sync.engine.notebook_folder import WORDS

LEFT_BEHIND = "*-wal"


def copied(notebook: Path, copy: Path) -> Path:
    shutil.copytree(notebook, copy, ignore=shutil.ignore_patterns(LEFT_BEHIND))
    return copy


def test_what_is_there_of_a_copy_is_opened_when_asked_for(tmp_path: Path) -> None:
    opened = session.create(tmp_path / "notebook", WORDS, name="Amal", cost=session.quick_cost())
    space = opened.spaces.new("Field team").id
    opened.items.new(space, "note", {"title": "Before"})
    opened.close()
    opened = session.unlock(tmp_path / "notebook", WORDS)
    opened.items.new(space, "note", {"title": "Written last"})
    copy = copied(tmp_path / "notebook", tmp_path / "copy")
    opened.close()
    with pytest.raises(NotebookIncomplete):
        session.unlock(copy, WORDS)
    found = session.unlock(copy, WORDS, accept_incomplete=True)
    assert [row.title for row in found.items.rows(space)] == ["Before"]
    assert found.me.name == "Amal"
    found.close()
    session.unlock(copy, WORDS).close()  # it is whole from now on


def test_a_copy_that_holds_nobody_is_not_shown_as_a_new_notebook(tmp_path: Path) -> None:
    opened = session.create(tmp_path / "notebook", WORDS, cost=session.quick_cost())
    copy = copied(tmp_path / "notebook", tmp_path / "copy")
    opened.close()
    for anyway in (False, True):
        with pytest.raises(NotebookIncomplete):
            session.unlock(copy, WORDS, accept_incomplete=anyway)
