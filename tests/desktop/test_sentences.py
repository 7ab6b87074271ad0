"""Sentences can be taken out of the sources."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "desktop").rglob("*.py"))


@pytest.mark.parametrize("source", SOURCES)
def test_no_sentence_stands_inside_another_text_where_the_extractor_does_not_look(source: str) -> None:
    tree = ast.parse((ROOT / source).read_text(encoding="utf-8"))
    hidden = [
        call.lineno
        for text in ast.walk(tree) if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"tr", "tr_n"}
    ]  # fmt: skip
    assert not hidden
