"""Tags as people type them: what stands between two of them depends on the keyboard."""

COMMAS = str.maketrans({"\u060c": ","})  # the comma of Arabic, Persian and Urdu


def separated(text: str) -> str:
    """Return *text* with the comma that separates tags, of the same length."""
    return text.translate(COMMAS)
