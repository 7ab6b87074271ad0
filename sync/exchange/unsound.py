"""What is said inside of a picture that is not whole."""


class Unsound(Exception):
    """A length leads out of the file, or its end is missing."""
