"""Address cards in and out: what programs really write, and what nobody should (C04)."""

import pytest
import vobject
from card_samples import ALL, ANDROID_2_1, GMAIL_3_0, IPHONE_3_0, RFC_4_0
from hypothesis import given
from hypothesis import strategies as st

from sync.exchange import lines, vcard
from sync.exchange.outcome import Imported


def one(raw: bytes | str) -> Imported:
    (outcome,) = vcard.read("cards.vcf", raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(outcome, Imported)
    return outcome


def card(*properties: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *properties, "END:VCARD", ""])


def test_a_card_from_android() -> None:
    fields = one(ANDROID_2_1).fields
    assert fields["name"] == "Leitung Büro"
    assert fields["organisation"] == "Field office, Second floor"
    assert fields["role"] == "Coordination"
    assert fields["phone"] == "+00 1 234 567\n+00 1 234 568"
    assert fields["address"] == "Hauptstraße 1, Mittelüberall, 00000"
    assert fields["note"] == "First line\nSecond line, with a comma; and more"
    assert "TEL;TYPE=CELL,PREF:+00 1 234 567\n" in fields["source"]
    assert (
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgK" in fields["source"]
    )
    assert "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Office;1" in fields["source"]


def test_a_card_from_an_iphone() -> None:
    fields = one(IPHONE_3_0).fields
    assert (fields["name"], fields["organisation"]) == ("Front Desk", "Community hall")
    assert fields["email"] == "desk@example.org\nhall@example.org"
    assert fields["phone"] == "+00 (2) 345-678\n+00 2 345 679"
    assert fields["address"] == "Long Road 5, Back door, Riverside, 1234, Nowhere"
    assert fields["web"] == "http://www.example.org/hall"
    assert fields["note"] == "Opens at nine, closes at five\nAsk for the key"
    assert fields["tags"] == "partners, halls"
    assert "BDAY;value=date:1990-01-01" in fields["source"]


def test_a_card_from_outlook_in_latin_1() -> None:
    outcome = one(ALL["outlook"])
    assert outcome.remark == "letters:windows-1252"
    assert outcome.fields["name"] == "Référente Santé"
    assert outcome.fields["organisation"] == "Réseau d'entraide"
    assert outcome.fields["address"] == "12, rue des Écoles, bâtiment B, Ville, 00000, Pays"


def test_a_card_from_gmail() -> None:
    fields = one(GMAIL_3_0).fields
    assert fields["note"].endswith("longer than seventy-five letters; it goes on here")
    assert "X-PHONETIC-FIRST-NAME:trans" in fields["source"]


def test_a_card_of_version_4() -> None:
    fields = one(RFC_4_0).fields
    assert fields["phone"] == "+00-4-567-890;ext=12"
    assert fields["languages"] == "fr, ar"
    assert fields["role"] == "Upkeep of wells"
    assert fields["address"] == "Hill Road 3, Upper Village"
    assert fields["web"] == "https://example.org/water?a=1,2;b=3"


@pytest.mark.parametrize("name", sorted(ALL))
def test_what_comes_out_untouched_reads_the_same(name: str) -> None:
    fields = one(ALL[name]).fields
    written = vcard.write(fields)
    assert one(written).fields == fields
    assert vcard.write(one(written).fields) == written
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


@pytest.mark.parametrize("name", ["iphone", "gmail", "rfc", "arabic"])
def test_a_modern_card_keeps_each_of_its_lines(name: str) -> None:
    before = [line for line in lines.unfold(ALL[name]) if line]
    after = [line for line in lines.unfold(vcard.write(one(ALL[name]).fields)) if line]
    assert after == before


@pytest.mark.parametrize("name", sorted(ALL))
def test_another_reader_understands_what_we_write(name: str) -> None:
    fields = one(ALL[name]).fields
    other = vobject.readOne(vcard.write(fields).decode())
    assert other.fn.value == fields["name"]
    assert [tel.value.removeprefix("tel:") for tel in other.contents["tel"]] == fields["phone"].split("\n")


def test_a_changed_phone_leaves_the_rest_alone() -> None:
    fields = dict(one(IPHONE_3_0).fields)
    fields["phone"] = "+00 9\n+00 (2) 345-678"
    written = vcard.write(fields).decode()
    assert "TEL:+00 9\r\nTEL;type=CELL;type=VOICE;type=pref:+00 (2) 345-678\r\n" in written
    assert "item2." not in written and "item1.X-ABLabel".upper() in written.upper()
    assert "BDAY;value=date:1990-01-01\r\n" in written
    again = one(written).fields
    assert {**again, "source": ""} == {**fields, "source": ""}


def test_a_changed_name_changes_both_names() -> None:
    fields = {**one(GMAIL_3_0).fields, "name": "Night Pool"}
    written = vcard.write(fields)
    assert b"FN:Night Pool\r\nN:Night Pool;;;;\r\n" in written
    assert one(written).fields["name"] == "Night Pool"


def test_a_card_whose_name_is_its_organisation_keeps_the_name_when_that_changes() -> None:
    fields = dict(one(card("ORG:Bakery")).fields)
    assert fields["name"] == "Bakery"
    assert one(vcard.write({**fields, "organisation": "Mill"})).fields["name"] == "Bakery"


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        (["N:Family;Given;More;Dr;Jr"], "Dr Given More Family Jr"),
        (["FN:", "N:;;;;", "TEL:123"], "123"),
        (["NICKNAME:Nick"], "Nick"),
        (["EMAIL:a@example.org", "TEL:1"], "a@example.org"),
        (["FN:two\\nlines"], "two lines"),
    ],
)
def test_a_card_without_a_proper_name(properties: list[str], name: str) -> None:
    assert one(card(*properties)).fields["name"] == name


def test_a_long_note_is_kept_once() -> None:
    outcome = one(card("FN:Writer", "NOTE:" + "word " * 100_000 + "end"))
    assert len(outcome.fields["note"]) == 500_003 and "NOTE" not in outcome.fields["source"]
    assert one(vcard.write(outcome.fields)).fields == outcome.fields


def test_lines_of_other_alphabets_and_old_macs() -> None:
    assert one(card("FN:Café").encode("utf-16")).fields["name"] == "Café"
    assert one(card("FN:Café").replace("\r\n", "\r")).fields["name"] == "Café"
    assert one(b"\xef\xbb\xbf" + card("FN:Café").encode()).fields["name"] == "Café"
    japanese = (
        b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=SHIFT_JIS:" + "窓口".encode("shift_jis") + b"\nEND:VCARD\n"
    )
    assert one(japanese).fields["name"] == "窓口"
    unknown = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=NOBODY:Caf\xe9\nEND:VCARD\n"
    assert one(unknown).fields["name"] == "Café"


def test_letters_cut_by_a_fold_are_whole_again() -> None:
    raw = "FN:é".encode()
    assert one(b"BEGIN:VCARD\n" + raw[:-1] + b"\n " + raw[-1:] + b"\nEND:VCARD\n").fields["name"] == "é"


def test_a_text_broken_without_a_sign_goes_on() -> None:
    assert (
        one(card("FN:a", "NOTE:one", "two without colon", "TEL:5")).fields["note"] == "one\ntwo without colon"
    )


def test_source_of_another_member_may_be_anything() -> None:
    for source in (
        "",
        "x",
        "BEGIN:VCARD\n",
        "END:VCARD",
        card("FN:a") * 2,
        "BEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\n" * 2,
    ):
        fields = {"name": "Desk", "phone": "1", "source": source}
        assert {**one(vcard.write(fields)).fields, "source": ""} == {**NOTHING, "name": "Desk", "phone": "1"}


NOTHING = dict.fromkeys(one(card("FN:a")).fields, "")
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)
names = words.filter(bool)
listed = st.lists(names, max_size=3).map("\n".join)
tagged = st.lists(st.text("abcdé ", min_size=1).map(str.strip).filter(bool), unique=True, max_size=3)
contacts = st.fixed_dictionaries(
    {
        "name": names,
        "organisation": words,
        "role": words,
        "phone": listed,
        "email": listed,
        "address": listed,
        "web": listed,
        "tags": tagged.map(lambda tags: ", ".join(dict.fromkeys(" ".join(tag.split()) for tag in tags))),
        "note": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=200),
    }
)


@given(contacts)
def test_a_contact_comes_back_as_it_was(fields: dict[str, str]) -> None:
    back = one(vcard.write(fields))
    assert {**back.fields, "source": ""} == {**NOTHING, **fields}
    assert one(vcard.write(back.fields)) == back


@given(contacts, st.sampled_from(sorted(ALL)))
def test_any_change_of_any_card_comes_back(fields: dict[str, str], name: str) -> None:
    known = one(ALL[name]).fields
    back = one(vcard.write({**known, **fields}))
    assert {**back.fields, "source": ""} == {**known, **fields, "source": ""}


@given(
    st.lists(
        st.sampled_from([*ANDROID_2_1.encode().split(b"\r\n"), b"\xff;:\\", b" ", b"=", b'";:']), max_size=40
    )
)
def test_any_mixture_of_lines_is_read_without_a_surprise(parts: list[bytes]) -> None:
    for outcome in vcard.read("c", b"\r\n".join([b"BEGIN:VCARD", *parts, b"END:VCARD"])):
        if isinstance(outcome, Imported):
            assert one(vcard.write(outcome.fields)) == outcome


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_surprise(raw: bytes) -> None:
    list(vcard.read("c", b"BEGIN:VCARD\n" + raw + b"\nEND:VCARD\n"))


@pytest.mark.parametrize(
    ("line", "sort"),
    [("KIND:org", "organisation"), ("KIND:individual", "person"), ("X-ABShowAs:COMPANY", "organisation")],
)
def test_a_person_or_an_organisation(line: str, sort: str) -> None:
    fields = one(card("FN:Water Group", line, version="4.0")).fields
    assert fields["sort"] == sort
    assert line in vcard.write(fields).decode()
    other = "person" if sort == "organisation" else "organisation"
    assert one(vcard.write({**fields, "sort": other})).fields["sort"] == other
    assert one(card("FN:Someone", "KIND:group")).fields["sort"] == ""


def test_languages_by_code_or_name_and_the_rest_in_the_card() -> None:
    fields = one(card("FN:A", "LANG:fr", "LANG:Kiswahili", "LANG:whatever we speak")).fields
    assert fields["languages"] == "fr, sw"
    changed = vcard.write({**fields, "languages": "ar"}).decode()
    assert "LANG:ar\r\n" in changed and "LANG:whatever we speak\r\n" in changed and "LANG:fr" not in changed


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("منى حسن تتحدث", "utf-16-le"),
        ("منى حسن تتحدث", "utf-16"),
        ("منى حسن تتحدث", "cp1256"),
        ("Анна Петрова", "cp1251"),
        ("ЖУКОВ ЦВЕТ", "cp1251"),
        ("Éloïse Lefèvre", "utf-16-be"),
        ("Éloïse Lefèvre", "cp1252"),
    ],
)
def test_a_card_in_an_encoding_that_it_does_not_name(name: str, encoding: str) -> None:
    raw = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nNOTE:{name}\r\nEND:VCARD\r\n".encode(encoding)
    fields = one(raw).fields
    assert (fields["name"], fields["note"]) == (name, name)


def test_one_bad_letter_does_not_turn_the_rest_into_another_alphabet() -> None:
    good, bad = "FN:Анна Петрова".encode(), "NOTE:Préfère".encode("cp1252")
    cut = good[:20] + b"\r\n " + good[20:]  # as some programs fold, inside of a letter
    fields = one(b"\r\n".join([b"BEGIN:VCARD", b"VERSION:3.0", cut, bad, b"END:VCARD", b""])).fields
    assert (fields["name"], fields["note"]) == ("Анна Петрова", "Préfère")
