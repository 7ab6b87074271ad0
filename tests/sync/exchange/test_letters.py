"""Files in old encodings that do not say so: what they seem to be in, and what somebody says they are in."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.exchange import csv_reading, icalendar, letters, reading, vcard
from sync.exchange.outcome import Imported, Outcome, Reason, Refused

TEXTS = {
    "windows-1252": ("Café", "Société générale de l\u2019eau", "Müller;Straße", "São Paulo, Brasília"),
    "mac-roman": ("Café", "Société générale de l\u2019eau à Genève", "Muñoz, José"),
    "windows-1250": ("Zażółć gęślą jaźń",),
    "windows-1254": ("İstanbul Şişli", "Ayşe Çağdaş"),
    "windows-1251": ("Иван", "Привет мир", "СПИСОК УЧАСТНИКОВ", "Амина Одинцова, Томск"),
    "koi8-r": ("Иван", "Привет мир", "Иванов;Иван;Москва"),
    "windows-1253": ("Καλημέρα", "Γιώργος Παπαδόπουλος"),
    "windows-1256": ("السلام عليكم", "فاطمة الزهراء;القاهرة", "أحمد علي، بيروت"),
    "shift-jis": ("田中太郎", "こんにちは", "東京都港区;山田", "カタカナ"),
    "gbk": ("王小明", "北京市海淀区", "你好世界;上海"),
    "big5": ("王小明", "台北市信義區", "陳大文"),
}
SAID = [(name, text) for name, texts in TEXTS.items() for text in texts]


def written(text: str, name: str) -> bytes:
    return text.encode(letters.CODECS[name])


def first(outcomes: list[Outcome]) -> Imported:
    assert isinstance(outcomes[0], Imported), outcomes
    return outcomes[0]


@pytest.mark.parametrize(("name", "text"), SAID)
def test_short_texts_are_taken_for_what_they_are(name: str, text: str) -> None:
    bare = " ".join(text.replace(";", " ").replace(",", " ").split())
    card = first([*vcard.read("a.vcf", written(f"BEGIN:VCARD\nFN:{bare}\nEND:VCARD\n", name))])
    assert (card.fields["name"], card.remark) == (bare, f"letters:{name}")
    row = first([*csv_reading.read("a.csv", written(f"{bare}\tb\n", name))])
    assert (row.fields["0"], row.remark) == (bare, f"letters:{name}")
    event = written(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{bare}\nEND:VEVENT\nEND:VCALENDAR\n", name)
    assert first([*icalendar.read("a.ics", event)]).fields["title"] == bare


def test_what_somebody_says_counts_for_more_than_any_guess() -> None:
    raw = written("Привет;мир\n", "koi8-r")
    with letters.taken_for("windows-1252"):
        assert first([*csv_reading.read("a.csv", raw)]).fields["0"] == "ðÒÉ×ÅÔ"
    with letters.taken_for("utf-8"):
        assert "\ufffd" in first([*csv_reading.read("a.csv", raw)]).fields["0"]
    with letters.taken_for("gbk"):
        plain = first([*csv_reading.read("a.csv", "é;b\n".encode())])
    assert (plain.fields["0"], plain.remark) == ("é", ""), "a file that is UTF-8 says so itself"


def test_cards_that_say_it_in_their_lines_are_not_asked_about(tmp_path: Path) -> None:
    said = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1251:\xc0\xed\xed\xe0\n"
    path = tmp_path / "a.vcf"
    path.write_bytes(said + b"END:VCARD\n")
    assert reading.telling(path) == ()
    path.write_bytes(said + written("NOTE:Привет, Анна\n", "koi8-r") + b"END:VCARD\n")
    lines = reading.telling(path)
    assert letters.shown(lines, "koi8-r").endswith("NOTE:Привет, Анна")
    (card,) = reading.read_path(path, encoding="koi8-r")
    assert isinstance(card, Imported) and card.remark == "letters:koi8-r"
    assert (card.fields["name"], card.fields["note"]) == ("Анна", "Привет, Анна")
    assert reading.telling(tmp_path / "none.vcf") == reading.telling(tmp_path) == ()
    path.write_bytes(b"")
    assert list(reading.read_path(path, encoding="gbk")) == [Refused("a.vcf", Reason.NO_CARDS)]


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_anything_is_taken_for_something(raw: bytes) -> None:
    assert letters.guess(raw) in letters.CODECS
    for name in letters.NAMES:
        letters.shown(letters.telling(raw), name)
