"""Dialogs, one question each."""
