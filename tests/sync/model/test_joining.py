"""Several values become one where their type can say all of them."""

from sync.model.kinds.declaration import Field, FieldType
from sync.model.kinds.joining import joined

JOINED = {
    FieldType.TAGS: (("tea, water", "camp"), "camp, tea, water"),
    FieldType.LANGUAGES: (("sw, fr", "fr, ar"), "sw, fr, ar"),
    FieldType.PLACES: (("KE\nSN", "SN\nML"), "KE\nSN\nML"),
    FieldType.LINES: (("1", "2"), "1\n2"),
    FieldType.DATE: (("2026-12-01", "2026-12-03"), "2026-12-01 / 2026-12-03"),
    FieldType.TEXT: (("Kisumu", "Kisii"), "Kisumu / Kisii"),
}


def test_nothing_of_any_value_is_lost() -> None:
    for kind, (texts, whole) in JOINED.items():
        assert joined(Field("one", kind, "One"), texts) == whole


def test_a_field_of_a_newer_release_is_a_text() -> None:
    assert joined(None, ("a", "b")) == "a / b"
