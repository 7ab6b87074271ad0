"""age files of our own: written in any pieces, read in any pieces, cut and altered anywhere."""

import io
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import agefile, agestanza
from crypto.agefile import CHUNK, AgeReader, Identity
from crypto.agestanza import Source, Stanza, unpadded
from crypto.errors import CryptoError, Damaged, Malformed, NotForUs
from crypto.keys import KemSeed

SEED, OTHER = KemSeed(bytes(range(32))), KemSeed(bytes(range(1, 33)))
FILE_KEY = bytes(range(16))


def sealed(*pieces: bytes) -> bytes:
    file = io.BytesIO()
    writer = agefile.write(file.write, SEED.public)
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    return file.getvalue()


def chunks(
    data: bytes, identities: Sequence[KemSeed | Identity] = (SEED,), step: int = CHUNK
) -> Iterator[bytes]:
    """Read from something that gives *step* bytes at most at a time."""
    source = io.BytesIO(data)
    reader = AgeReader(lambda size: source.read(min(size, step)), identities)
    yield from iter(reader.read, b"")
    assert reader.read() == b""


SIZES = [0, 1, 63, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 3 * CHUNK + 7]


@pytest.mark.parametrize("size", SIZES)
def test_what_is_written_can_be_read(size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    read = list(chunks(sealed(content)))
    assert b"".join(read) == content
    assert {len(chunk) for chunk in read[:-1]} <= {CHUNK}


@given(st.lists(st.binary(max_size=300) | st.integers(0, CHUNK).map(bytes), max_size=5), st.integers(1, 3000))
@settings(max_examples=30, deadline=None)
def test_pieces_do_not_matter(pieces: list[bytes], step: int) -> None:
    assert b"".join(chunks(sealed(*pieces), step=step)) == b"".join(pieces)


def pour(data: bytes, into: bytearray) -> None:
    """Keep what was given out even when reading ends in an error."""
    for chunk in chunks(data):
        into += chunk


CONTENT = b"one" * CHUNK
FILE = sealed(CONTENT)


@given(st.integers(0, len(FILE) - 1))
@settings(deadline=None)
def test_a_cut_file_gives_whole_true_chunks_and_then_says_so(length: int) -> None:
    given_out = bytearray()
    with pytest.raises((Malformed, Damaged)):
        pour(FILE[:length], given_out)
    assert CONTENT.startswith(given_out)
    assert len(given_out) % CHUNK == 0


@given(st.one_of(st.integers(0, 3000), st.integers(0, len(FILE) - 1)), st.integers(0, 7))
@settings(deadline=None)
def test_an_altered_file_never_gives_other_content(at: int, bit: int) -> None:
    altered = bytearray(FILE)
    altered[at] ^= 1 << bit
    given_out = bytearray()
    with pytest.raises(CryptoError):
        pour(bytes(altered), given_out)
    assert CONTENT.startswith(given_out)
    assert len(given_out) % CHUNK == 0


def test_chunks_in_another_order_are_refused() -> None:
    start = FILE.index(b"\n", FILE.index(b"\n---") + 1) + 1 + agefile.NONCE_SIZE
    size = CHUNK + agefile.TAG
    first, second = FILE[start : start + size], FILE[start + size : start + 2 * size]
    for body in (second + first, second, first + first):
        with pytest.raises(Damaged):
            list(chunks(FILE[:start] + body + FILE[start + 2 * size :]))


def test_the_first_identity_that_fits_opens_it() -> None:
    assert b"".join(chunks(sealed(b"bread"), [OTHER, SEED])) == b"bread"
    for identities in ([], [OTHER]):
        with pytest.raises(NotForUs):
            list(chunks(sealed(b"bread"), identities))


ENC = unpadded(bytes(1120)).decode()


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        pytest.param((agefile.TYPE,), 32, id="no key"),
        pytest.param((agefile.TYPE, ENC, "more"), 32, id="an argument more"),
        pytest.param((agefile.TYPE, ENC[:-4]), 32, id="a short key"),
        pytest.param((agefile.TYPE, ENC + "AAAA"), 32, id="a long key"),
        pytest.param((agefile.TYPE, ENC), 31, id="a short body"),
        pytest.param((agefile.TYPE, ENC), 33, id="a long body"),
        pytest.param((agefile.TYPE, ENC[:-1] + "B"), 32, id="stray bits"),
    ],
)
def test_a_stanza_of_another_form_is_refused(arguments: tuple[str, ...], size: int) -> None:
    with pytest.raises(Malformed):
        list(chunks(headed(Stanza(arguments, bytes(size)))))


def test_a_stanza_for_somebody_else_is_passed_over() -> None:
    with pytest.raises(NotForUs):
        list(chunks(headed(Stanza((agefile.TYPE, ENC), bytes(32)))))


def test_no_two_files_are_alike() -> None:
    assert sealed(b"") != sealed(b"")


def test_the_head_is_one_stanza_whoever_may_read() -> None:
    head = agestanza.parse(Source(io.BytesIO(sealed()).read))
    assert [stanza.type for stanza in head.stanzas] == [agefile.TYPE]


class Held:
    """Holds a file key, whatever the stanzas say."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def unwrap(self, stanzas: tuple[Stanza, ...]) -> bytes | None:
        return self._key if stanzas else None


def headed(*stanzas: Stanza) -> bytes:
    file = io.BytesIO()
    file.write(agestanza.encode(stanzas, FILE_KEY))
    writer = agefile.AgeWriter(file.write, FILE_KEY)
    writer.write(b"bread")
    writer.finish()
    return file.getvalue()


stanzas_of_others = st.builds(
    Stanza,
    st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1), min_size=1, max_size=4)
    .filter(lambda arguments: arguments[0] != agefile.ALONE)
    .map(tuple),
    st.binary(max_size=200),
)


@given(st.lists(stanzas_of_others, min_size=1, max_size=5))
@settings(deadline=None)
def test_stanzas_of_other_kinds_pass_through(stanzas: list[Stanza]) -> None:
    file = headed(*stanzas)
    source = Source(io.BytesIO(file).read)
    assert agestanza.parse(source).stanzas == tuple(stanzas)
    assert b"".join(chunks(file, [Held(FILE_KEY)])) == b"bread"
    assert Source(io.BytesIO(b"rest").read).take(9) == b"rest"


@given(
    st.binary(max_size=300) | st.binary(max_size=200).map(lambda rest: b"age-encryption.org/v1\n-> X " + rest)
)
def test_any_bytes_are_refused_in_a_known_way(data: bytes) -> None:
    with pytest.raises((Malformed, NotForUs)):
        list(chunks(data))


@pytest.mark.parametrize(
    "body", [b"\n" * 5000, b"-> X\n\n" * 5000, b"-> " + b"x" * 500_000, b"-> X\n" + b"a" * 500_000]
)
def test_a_head_has_a_bound(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a stick could hold one that takes hours."""
    monkeypatch.setattr(agestanza, "HEADER_MAX", 20_000)
    monkeypatch.setattr(agestanza, "READ_SIZE", 1000)
    taken = []

    def read(size: int) -> bytes:
        taken.append(size)
        return source.read(size)

    source = io.BytesIO(b"age-encryption.org/v1\n" + body)
    with pytest.raises(Malformed):
        AgeReader(read, [SEED])
    assert sum(taken) <= 22_000


def test_a_row_of_a_body_has_64_letters_at_most() -> None:
    file = b"age-encryption.org/v1\n-> X\n" + b"A" * 65 + b"\n\n"
    with pytest.raises(Malformed, match="too long"):
        AgeReader(io.BytesIO(file).read, [SEED])


def test_a_line_has_a_bound_even_when_its_end_is_at_hand() -> None:
    with pytest.raises(Malformed, match="end"):
        Source(io.BytesIO(b"12345\n").read).line(4)
    assert Source(io.BytesIO(b"12345\n").read).line(5) == b"12345"


def test_nothing_is_read_twice() -> None:
    """A reader takes a source once, from front to back, as a stick or a pipe gives it."""
    source = io.BytesIO(sealed(b"bread"))
    reader = AgeReader(source.read, [SEED])
    assert reader.read() == b"bread"
    assert source.read() == b""
    assert (reader.read(), reader.read()) == (b"", b"")


def test_an_empty_chunk_may_stand_alone_only() -> None:
    file = io.BytesIO()
    file.write(agestanza.encode((Stanza(("X",), b""),), FILE_KEY))
    writer = agefile.AgeWriter(file.write, FILE_KEY)
    writer._buffer += bytes(CHUNK)
    writer._seal(last=False)
    writer._seal(last=True)
    with pytest.raises(Damaged, match="empty"):
        list(chunks(file.getvalue(), [Held(FILE_KEY)]))
