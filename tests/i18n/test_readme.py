"""What translators read says what is true of each language."""

import re
from pathlib import Path

import i18n
from tests.i18n import catalogues

TEXT = (Path(i18n.__file__).parent / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z]+)` \| (\S+) \| (.*) \| (\d): ", re.MULTILINE)


def test_each_language_is_there_with_its_name_its_plurals_and_whether_it_wants_a_reader() -> None:
    tool = catalogues.tool()
    rows = {code: (name, state, int(forms)) for code, name, state, forms in ROW.findall(TEXT)}
    assert list(rows) == list(i18n.OWN_NAMES)
    for code, (name, state, forms) in rows.items():
        assert name == i18n.OWN_NAMES[code]
        assert forms == tool.catalogue(code).num_plurals
        assert ("wants a native reader" in state) == (code != "en")


def test_what_it_names_is_there() -> None:
    for name in re.findall(r"`([a-z]+\.py)`", TEXT):
        assert (Path(i18n.__file__).parent / name).exists()
    assert f"“{i18n.tr('Try a translation file…')}”" in TEXT and f"“{i18n.tr('Stop trying')}”" in TEXT
