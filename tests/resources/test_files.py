"""Icons and letters are there, and say where they come from."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import resources

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", resources.names("icons"))
def test_icons_take_the_colour_they_are_given(name: str) -> None:
    svg = resources.icon(name.removesuffix(".svg"))
    assert svg.lstrip().startswith("<svg")
    assert "currentColor" in svg
    assert "<script" not in svg


@pytest.mark.parametrize("name", resources.names("fonts"))
def test_letters_are_fonts(name: str) -> None:
    assert resources.path(f"fonts/{name}").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_every_folder_says_where_it_is_from() -> None:
    origin = resources.text("ORIGIN.md")
    folders = [
        each.name for each in resources.path("").iterdir() if each.is_dir() and each.name[0] not in "._"
    ]
    assert all(f"`{name}/" in origin for name in folders)


def test_every_licence_named_is_there() -> None:
    assert {"Lucide.txt", "OFL-1.1.txt", "mnemonic.txt"} <= set(resources.names("licences"))


def icons_asked_for() -> set[str]:
    """Return the icons that windows ask for by name: in calls, and in the declarations of kinds."""
    asked = set()
    for folder in ("desktop", "sync/model/kinds"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    asked |= set(names_in(node))
    return asked


def names_in(call: ast.Call) -> Iterator[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = call.args[:1] if called in {"icon", "pixmap", "picture"} else []
    given = given + [each.value for each in call.keywords if each.arg in {"icon", "picture"}]
    for each in given:
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
            yield each.value


def test_every_icon_asked_for_is_there() -> None:
    assert icons_asked_for() <= {name.removesuffix(".svg") for name in resources.names("icons")}
