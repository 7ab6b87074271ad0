"""The catalogues are current, whole and sound, and the tool that says so can tell."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.i18n import catalogues

ROOT = Path(__file__).resolve().parents[2]
TOOL = catalogues.PATH
OTHERS = [code for code in catalogues.tool().LANGUAGES if code != "en"]


def test_catalogues_are_current_and_sound() -> None:
    done = subprocess.run([sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@cache
def catalogue(code: str) -> Catalog:
    with (ROOT / "i18n" / "catalogues" / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_says_something_of_its_own(code: str) -> None:
    plain = [message for message in catalogue(code) if isinstance(message.id, str)]
    same = [message.id for message in plain if message.string == message.id and message.id.count(" ") > 1]
    assert not same


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_a_shortcut_letter_or_a_space_at_an_edge_is_kept(code: str) -> None:
    for message in catalogue(code):
        if message.id and message.string and isinstance(message.id, str) and isinstance(message.string, str):
            assert message.id.endswith(" ") == message.string.endswith(" "), message.id
            assert ("&" in message.id) == ("&" in message.string), message.id
            assert message.id.count("\n") == message.string.count("\n"), message.id


@pytest.mark.parametrize("code", OTHERS)
def test_a_button_named_in_a_sentence_has_the_name_it_has_on_the_window(code: str) -> None:
    said = {m.id: m.string for m in catalogue(code) if isinstance(m.id, str) and isinstance(m.string, str)}
    english = {message.id for message in catalogue("en")}
    for text, translation in said.items():
        for name in re.findall("“([^{}”]+)”", text):
            assert name in english or f"{name}…" in english, f"no such label: {name}"
            label = said.get(name) or said.get(f"{name}…") or ""
            assert label.removesuffix("…") in translation or not translation, text
