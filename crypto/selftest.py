"""Known answers."""


def run() -> None:
    pass
