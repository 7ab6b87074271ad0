"""`import --try` says in words what each column becomes."""

from collections.abc import Callable
from pathlib import Path

from tests.scenarios.laptops import Laptop
from tests.scenarios.test_copy_command import said


def test_columns_are_told_in_words(laptop: Callable[[str], Laptop], tmp_path: Path) -> None:
    amal = laptop("Amal")
    amal.session.spaces.new("Field team")
    table = tmp_path / "calls.csv"
    table.write_text("What;Deadline;\nWells;2026-02-01;blue\n")
    wish = ("import", "Field team", str(table), "--kind", "call", "--map", "What=title")
    told = ["What: Title", "Deadline: Last day", "Column 3: No field of its own", "1 row can be added."]
    assert list(said(amal, *wish, "--try").lines) == told
    assert list(said(amal, *wish).lines) == ["1 item added."]
