"""Sealed packages that travel as files."""
