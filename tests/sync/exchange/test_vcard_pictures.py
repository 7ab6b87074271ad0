"""Pictures in address cards: taken out bare, put back whole, never twice, and nothing fetched or lost."""

from base64 import b64decode, b64encode

import pytest

from sync.exchange import details, vcard, vcard_pictures
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported
from tests.sync.exchange import pictures

FORMS = {"jpeg": pictures.jpeg(6), "png": pictures.png(1), "webp": pictures.webp(1), "gif": pictures.gif()}


def text(data: bytes) -> str:
    return b64encode(data).decode()


def card(*properties: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", "FN:Ada", *properties, "END:VCARD", ""]).encode()


def read(raw: bytes) -> Imported:
    (one,) = vcard.read("a.vcf", raw)
    assert isinstance(one, Imported)
    return one


def files(one: Imported) -> list[tuple[str, bytes]]:
    return [(name, b64decode(said)) for name, said in one.files.items()]


def again(one: Imported) -> bytes:
    return vcard.write({**one.fields, "source": vcard.with_pictures(one.fields["source"], files(one))})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("PHOTO;ENCODING=b;TYPE={form}:{data}", "3.0"),
        ("item1.PHOTO;TYPE={form};ENCODING=B;X-ABCROP-RECTANGLE=1&2:{data}", "3.0"),
        ("PHOTO;{form};ENCODING=BASE64:{data}", "2.1"),
        ("PHOTO;PREF=1:data:image/{form};base64,{data}", "4.0"),
        ("PHOTO;VALUE=uri;MEDIATYPE=image/{form}:data:image/{form}\\;base64\\,{data}", "4.0"),
    ],
)
def test_a_picture_comes_out_bare_and_goes_back_into_its_place(form: str, line: str, version: str) -> None:
    raw = FORMS[form]
    one = read(card(line.format(form=form.upper(), data=text(raw)), "X-LAST:1", version=version))
    ((name, bare),) = files(one)
    assert name == f"photo.{vcard_pictures.ENDINGS.get(form, form)}"
    assert not any(secret in bare for secret in pictures.SECRETS[1:]) and len(bare) < len(raw)
    assert text(bare)[:40] not in one.fields["source"] and len(one.fields["source"]) < 300
    written = again(one)
    back = read(written)
    assert (back.fields, back.files) == (one.fields, one.files)
    assert again(back) == written  # nothing grows, however often it goes around
    plain = written.replace(b"\r\n ", b"").decode()
    assert plain.count("PHOTO") == 1 and vcard_pictures.MARK not in plain
    assert plain.index("PHOTO") < plain.index("X-LAST:1")
    assert ("X-ABCROP" in plain) is ("X-ABCROP" in line) and ("PREF=1" in plain) is ("PREF=1" in line)


def test_photo_and_logo_are_told_apart_and_the_same_one_is_kept_once() -> None:
    a, b = text(FORMS["jpeg"]), text(FORMS["png"])
    one = read(card(*(f"{name};ENCODING=b:{data}" for name, data in (
        ("PHOTO", a), ("PHOTO", b), ("PHOTO", a), ("LOGO", a),
    ))))  # fmt: skip
    assert list(one.files) == ["photo.jpg", "photo-2.png", "logo.jpg"]
    assert again(one).count(b"PHOTO") == 3 and again(one).count(b"LOGO") == 1


@pytest.mark.parametrize(
    "line",
    [
        "PHOTO;VALUE=uri:https://example.org/me.jpg",
        "PHOTO:https://example.org/me.jpg",
        "PHOTO;ENCODING=b;TYPE=JPEG:" + text(FORMS["jpeg"][:200]),
        "PHOTO;ENCODING=b:" + text(b"plain words, no picture"),
        "PHOTO;ENCODING=b:not base64 at all!",
        "PHOTO:data:image/svg+xml;utf8,<svg/>",
        "PHOTO:data:image/jpeg;base64",
        "KEY;ENCODING=b:" + text(FORMS["png"]),
    ],
)
def test_an_address_and_what_is_no_whole_picture_stay_as_they_are(line: str) -> None:
    one = read(card(line))
    assert not one.files and f"\n{line}\n" in one.fields["source"]
    assert line in again(one).replace(b"\r\n ", b"").decode()


def test_more_pictures_than_anybody_has_stay_in_the_card() -> None:
    each = [f"PHOTO;ENCODING=b:{text(pictures.gif(bytes([65 + at])))}" for at in range(3)]
    one = read(card(*each))
    assert len(one.files) == 1  # bare, they are all the same
    many = [f"LOGO;ENCODING=b:{text(pictures.written('png', pictures.image(at + 3)))}" for at in range(11)]
    found = read(card(*many))
    assert len(found.files) == vcard_pictures.MOST and found.fields["source"].count("LOGO;ENCODING") == 2
    tenth = [f"LOGO;ENCODING=b:{text(pictures.written('png', pictures.image(at + 3)))}" for at in range(9)]
    hidden = read(card(*tenth, f"PHOTO;ENCODING=b;X-ODD=1:{text(FORMS['jpeg'])}")).fields["source"]
    (line,) = [line for line in hidden.splitlines() if line.startswith("PHOTO")]
    bare = b64decode(line.partition(":")[2])
    assert "X-ODD=1" in line and bare == details.stripped(FORMS["jpeg"]) != FORMS["jpeg"]


def test_what_was_attached_since_goes_out_and_what_was_taken_off_does_not() -> None:
    one = read(card(f"PHOTO;ENCODING=b:{text(FORMS['jpeg'])}"))
    bare = one.files["photo.jpg"]
    assert b"PHOTO" not in vcard.write(one.fields)
    new = [("Photo of 2031.png", FORMS["png"]), ("passport.jpg", FORMS["jpeg"]), ("photos.png", FORMS["png"]),
           ("photo.jpg", b"no picture"), ("logo.gif", FORMS["gif"])]  # fmt: skip
    said = vcard.with_pictures(one.fields["source"], new)
    assert said.count("PHOTO") == 1 and said.count("LOGO") == 1
    assert text(details.stripped(FORMS["png"])) in said
    kept = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nPHOTO;ENCODING=b:{bare}\nEND:VCARD\n"
    assert vcard.with_pictures(kept, [("photo.jpg", b64decode(bare))]).count("PHOTO") == 1
    evil = f"BEGIN:VCARD\nVERSION:3.0\nPHOTO;{vcard_pictures.MARK}=passport.jpg:\nEND:VCARD\n"
    assert "PHOTO" in vcard.with_pictures(evil, new) and text(FORMS["jpeg"]) not in vcard.with_pictures(
        evil, new
    )


def test_a_card_that_is_new_gets_its_name_and_its_picture() -> None:
    source = vcard.with_pictures("", [("photo.png", FORMS["png"])])
    written = vcard.write({"name": "Ada", "source": source}).decode()
    assert "FN:Ada" in written and "PHOTO;ENCODING=b;TYPE=PNG:" in written


def test_pictures_come_through_the_pipes() -> None:
    raw = card(f"PHOTO;ENCODING=b:{text(FORMS['jpeg'])}")
    with LimitedReader(silence=30.0) as reader:
        (one,) = reader.read("a.vcf", raw)
    assert isinstance(one, Imported) and one == read(raw) and one.files


def test_a_picture_that_was_attached_whole_leaves_bare() -> None:
    raw = FORMS["jpeg"]
    assert any(secret in raw for secret in pictures.SECRETS)
    left = vcard.with_pictures(read(card()).fields["source"], [("photo.jpg", raw)])
    written = b64decode(left.partition("TYPE=JPEG:")[2].partition("\n")[0])
    assert written and not any(secret in written for secret in pictures.SECRETS[1:])
    assert "PHOTO" not in vcard.with_pictures("", [("photo.jpg", raw[:30])])


def test_bytes_without_their_padding_are_a_picture_too_and_a_foreign_mark_is_none_of_ours() -> None:
    bare = read(card(f"PHOTO;ENCODING=b:{text(FORMS['png']).rstrip('=')}"))
    assert list(bare.files) == ["photo.png"]
    line = "PHOTO;X-KARKADE-FILE=photo.jpg;PREF=1:https://a.example/b.jpg"
    one = read(card(line))
    assert not one.files and b"PHOTO;PREF=1:https://a.example/b.jpg" in vcard.write(one.fields)
