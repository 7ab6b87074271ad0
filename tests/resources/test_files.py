"""Icons and letters are there, and say where they come from."""

import pytest

import resources


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
