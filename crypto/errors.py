"""How opening, verifying and deriving can fail."""


class CryptoError(Exception):
    """Everything that the cipher refuses."""


class Malformed(CryptoError):
    """Bytes that do not have the form at all."""


class NotForUs(CryptoError):
    """Well formed, but no key that was given fits."""


class Damaged(CryptoError):
    """Our key fits, and yet the bytes are not the ones that were sealed."""


class BadSignature(CryptoError):
    """The signature is not this key's over these bytes."""


class WrongPassphrase(CryptoError):
    """No slot opens with what was typed."""


class OutOfMemory(CryptoError):
    """Argon2id did not get its memory; this says nothing about the passphrase."""


class SelfTestFailed(CryptoError):
    """A known answer came out wrong: nothing may be sealed."""
