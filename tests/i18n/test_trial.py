"""A translation file is read strictly: what does not fit is said in English, and nothing is run."""

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

import i18n
from i18n import tr, tr_n, trial
from i18n.compiled import Damaged

COUNTED = ("{count} change sent.", "{count} changes sent.")
NAMED = "The file “{name}” could not be read."


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    i18n.try_out(None)
    i18n.set_language("en")


def po(**said: object) -> bytes:
    made, out = Catalog(locale="pl", charset="utf-8"), io.BytesIO()
    made.add("Cancel", said.get("cancel", "Anuluj"))
    made.add(NAMED, said.get("named", "Nie można odczytać „{name}”."))
    made.add(COUNTED, said.get("counted", ("{count} a", "{count} b", "{count} c")))
    made.add("Not one of ours", "x")
    write_po(out, made)
    return out.getvalue()


def test_it_is_spoken_at_once_and_no_longer_when_stopped() -> None:
    i18n.set_language("fr")
    read = trial.parsed(po(), "pl.po")
    assert (read.code, read.fits, read.unfit, read.rule_is_sound) == ("pl", 3, (), True)
    assert read.missing == read.total - 3 > 1000
    i18n.try_out(read)
    assert i18n.language() == "pl" and i18n.tried() is read
    assert tr("Cancel") == "Anuluj" and tr(NAMED, name="a") == "Nie można odczytać „a”."
    assert [tr_n(*COUNTED, n)[-1] for n in (1, 2, 5)] == ["a", "b", "c"]
    assert tr("Language") == "Language"
    i18n.set_language("ar")
    assert i18n.language() == "pl"
    i18n.try_out(None)
    assert i18n.language() == "ar" and "pl" not in i18n.languages()


@pytest.mark.parametrize(
    "named", ["bez", "{nam}", "{name.__class__.__init__}", "{name!r:>9999999}", "{name", "x" * 400 + "{name}"]
)
def test_a_sentence_that_does_not_fit_is_told_and_said_in_english(named: str) -> None:
    read = trial.parsed(po(named=named), "pl.po")
    assert read.unfit == (NAMED,) and read.fits == 2
    i18n.try_out(read)
    assert tr(NAMED, name="a") == "The file “a” could not be read." and tr("Cancel") == "Anuluj"


def test_forms_that_are_too_few_do_not_fit() -> None:
    read = trial.parsed(po(counted=("{count} a", "", "")), "pl.po")
    assert read.unfit == (COUNTED[0],)


@pytest.mark.parametrize(
    "rule", ["nplurals=3; plural=n%0;", "nplurals=3; plural=n;", "nplurals=999999999; plural=0;"]
)
def test_a_damaged_rule_leaves_counts_in_english(rule: str) -> None:
    text = re.sub(r"nplurals=.*?;\\n", f"{rule}\\\\n", po().decode().replace('"\n"', ""), count=1)
    assert rule in text
    read = trial.parsed(text.encode(), "pl.po")
    i18n.try_out(read)
    assert COUNTED[0] in read.unfit and read.rule_is_sound == ("99" in rule)
    assert tr_n(*COUNTED, 5) == "5 changes sent." and tr("Cancel") == "Anuluj"


def test_the_doubtful_are_left_out_and_the_name_of_the_file_helps() -> None:
    text = '#, fuzzy\nmsgid "Cancel"\nmsgstr "Ani"\n\nmsgid "Language"\nmsgstr "Luqad"\n'
    read = trial.parsed(text.encode(), "so.po")
    assert (read.code, read.fits) == ("so", 1)
    assert trial.parsed(text.encode(), "2.po").code == "und"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00" * 50, b"\xff\xfe\x00", b"import os; os.remove('x')", b'"no" "head"\n',
        b'msgid "Cancel"\nmsgid_plural "s"\nmsgstr[99999999999] "x"\n',
        b'msgid "nothing of ours"\nmsgstr "x"\n',
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-16\\n"\n', 'msgid "ż"'.encode("utf-16"),
    ],
)  # fmt: skip
def test_what_is_no_translation_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        trial.parsed(data, "x.po")


def test_a_file_beyond_measure_is_refused_and_the_largest_is_read_in_time(tmp_path: Path) -> None:
    entry = b'#, one, two\n#: a:1 b:2\nmsgid "Cancel"\nmsgstr "Anuluj"\n\n'
    (tmp_path / "huge.po").write_bytes(entry * (trial.LARGEST // len(entry) + 1))
    with pytest.raises(Damaged):
        trial.read(tmp_path / "huge.po")
    (tmp_path / "large.po").write_bytes(entry * (trial.LARGEST // len(entry) // 4))
    began = time.thread_time()
    assert trial.read(tmp_path / "large.po").fits == 1
    assert time.thread_time() - began < 5
    with pytest.raises(OSError, match="nowhere"):
        trial.read(tmp_path / "nowhere.po")


@given(st.integers(0, 900), st.binary(min_size=1, max_size=30))
def test_no_damage_ends_the_program(place: int, other: bytes) -> None:
    whole = po()
    try:
        read = trial.parsed(whole[:place] + other + whole[place + len(other) :], "pl.po")
    except Damaged:
        return
    assert read.sentences.of(*COUNTED, 5) and read.fits <= 3
