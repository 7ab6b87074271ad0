"""Nothing that somebody wrote can open, fetch, freeze or fall out of a window (C01 to C03)."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.models import markdown
from desktop.theme import parts
from desktop.views.preview import Preview
from desktop.views.source import MANY_LINES, SourceEdit

PATIENCE_S = 0.4  # of the processor; the goal is 0.2 s, and a busy machine gets more

BOMBS = {
    "quotes": ">" * 20_000 + " deep",
    "lists": "".join("  " * level + "- x\n" for level in range(2_000)),
    "word": "a" * 1_000_000,
    "table": "|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + ("|" + "b|" * 3_000 + "\n") * 20,
    "marks": ("e" + "\u0301" * 2_000) * 100,
    "brackets": "[" * 50_000,
    "stars": "*a **b " * 20_000,
    "lines": "x\n\n" * 60_000,
    "backticks": "`" * 50_000,
    "html": "<table>" * 5_000,
    "long lines": ("y" * 10_000 + "\n") * 20,
    "one line": "word " * 40_000,
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f1f0\U0001f1ea" * 2_000,
    "directions": "\u202e\u2066\u2067abc\u05d0\u0627\u2069" * 3_000,
    "controls": "".join(map(chr, range(1, 32))) * 1_000,
    "long table": "|a|b|\n|-|-|\n" + "|c|d|\n" * 2_000,
    "counted": "".join(f"{number}. x\n" for number in range(5_000)),
    "megabyte": "words and words \n" * 60_000,
    "Arabic": "\u0645\u0631\u062d\u0628\u0627 " * 30_000,
}


def written(name: str) -> str:
    """Return the text with the only end of a line that a text knows."""
    return BOMBS[name].replace("\r", "\n")


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_shown_soon(name: str, qtbot: QtBot) -> None:
    view = Preview()
    qtbot.addWidget(view)
    view.resize(600, 600)
    view.show()
    began = time.thread_time()
    view.show_source(BOMBS[name])
    view.grab()
    assert time.thread_time() - began < PATIENCE_S
    assert view.toPlainText()


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_can_be_edited_and_comes_out_as_it_went_in(name: str, qtbot: QtBot) -> None:
    edit = SourceEdit("Text")
    qtbot.addWidget(edit)
    edit.resize(600, 600)
    edit.show()
    began = time.thread_time()
    edit.begin(BOMBS[name])
    edit.grab()
    assert time.thread_time() - began < PATIENCE_S
    assert edit.text() == written(name)
    edit.textCursor().insertText("!")
    assert edit.text() == f"!{written(name)}"


def test_many_lines_come_in_one_after_the_other_and_are_whole_all_along(qtbot: QtBot) -> None:
    edit = SourceEdit("Text")
    qtbot.addWidget(edit)
    heard = []
    edit.edited.connect(lambda: heard.append(edit.text()))
    edit.begin(BOMBS["lines"])
    assert edit.document().blockCount() < MANY_LINES * 2
    edit.textCursor().insertText("!")
    assert heard == [f"!{BOMBS['lines']}"]
    qtbot.waitUntil(lambda: edit.document().blockCount() == 120_001)
    qtbot.waitUntil(edit.document().isUndoRedoEnabled)
    assert edit.text() == heard[0] and len(heard) == 1, "only what was typed is told"
    edit.undo()
    assert edit.text() == heard[0]


def test_what_still_comes_in_is_whole_for_a_change_and_gone_when_it_is_emptied(qtbot: QtBot) -> None:
    edit = SourceEdit("Text")
    qtbot.addWidget(edit)
    edit.begin(BOMBS["lines"])
    edit.set_text(f"{BOMBS['lines']}end")
    assert edit.document().lastBlock().text() == "end"
    assert edit.document().isUndoRedoEnabled()
    edit.begin(BOMBS["lines"])
    edit.setPlainText("")
    assert edit.text() == ""
    qtbot.waitUntil(edit.document().isUndoRedoEnabled)
    assert edit.text() == ""


@pytest.mark.parametrize(
    "source",
    [
        "![x](file:///etc/passwd)",
        "![x](//host/share/x.png)",
        "![x](https://example.org/x.png)",
        "<img src='file:///etc/passwd'>",
        "<style>@import url(https://example.org)</style><script>x</script>",
        "<form action='https://example.org'><input name=a></form>",
        "![x](data:image/png;base64,iVBORw0KGgo=)",
        "[![x](https://example.org/x.png)](https://example.org)",
        "![x][1]\n\n[1]: file:///etc/passwd",
        "<svg onload=x><image href='file:///etc/passwd'/></svg>",
        "<object data='x'></object><embed src='x'><video src='x'></video>",
    ],
)
def test_no_picture_style_script_or_form_is_left(source: str) -> None:
    html = markdown.shown(source).html
    for tag in ("<img", "<style", "<script", "<form", "<input", "<svg", "<object", "<embed", "<video"):
        assert tag not in html


def test_every_wish_for_a_resource_gets_one_clear_pixel(qtbot: QtBot, tmp_path: Path) -> None:
    view = Preview()
    qtbot.addWidget(view)
    picture = tmp_path / "x.png"
    picture.write_bytes(b"not opened")
    for address in (
        QUrl.fromLocalFile(str(picture)),
        QUrl("https://example.org/x.png"),
        QUrl("data:image/png,x"),
    ):
        answer = view.loadResource(2, address)
        assert (answer.width(), answer.height()) == (1, 1)


def test_what_is_cut_short_says_so(qtbot: QtBot) -> None:
    view = Preview()
    qtbot.addWidget(view)
    view.show_source("a short line\n" * 20_000)
    assert view.toPlainText().endswith("Nothing is missing in the text itself.")
    view.show_source("a short line")
    assert view.toPlainText().strip() == "a short line"


def test_containers_are_at_most_eight_deep() -> None:
    html = markdown.shown("> " * 12 + "deep").html
    assert html.count("<blockquote") <= markdown.DEPTH_MAX
    assert "deep" in html


def test_a_link_is_only_asked_for(qtbot: QtBot) -> None:
    view = Preview()
    qtbot.addWidget(view)
    view.show_source("[here](https://example.org/whole/address)")
    with qtbot.waitSignal(view.link_wanted) as asked:
        view.anchorClicked.emit(QUrl("https://example.org/whole/address"))
    assert asked.args == [QUrl("https://example.org/whole/address")]
    assert not view.openLinks()


def test_only_harmless_schemes_become_links() -> None:
    html = markdown.shown("[a](javascript:x) [b](file:///etc) [c](mailto:a@example.org)").html
    assert "javascript:" not in html.replace("(javascript:x)", "")
    assert 'href="file' not in html
    assert 'href="mailto:a@example.org"' in html


def test_labels_and_tooltips_never_read_markup(qtbot: QtBot) -> None:
    label = parts.label("<img src=file:///etc/passwd>")
    qtbot.addWidget(label)
    assert label.textFormat().name == "PlainText"
    parts.tip(label, "<img src=x>")
    assert "<img" not in label.toolTip()
    assert isinstance(label, QLabel)
