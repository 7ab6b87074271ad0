"""The age file around the inner bytes, and what each way of failing is called for a person."""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from crypto import agefile, errors
from crypto.keys import KemSeed
from sync.bundle.frames import Altered, Foreign, Frame, Truncated, TooLarge, read_frames
from sync.errors import NotAPackage, PackageDamaged, PackageForeign, PackageTooLarge

BEGINNING = b"age-encryption.org/v1\n"
