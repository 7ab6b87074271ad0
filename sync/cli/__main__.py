"""The command `karkade-cli`: one verb, one answer, one exit code."""

import argparse
import json
import os
import sys
from functools import partial
from getpass import getpass
from pathlib import Path

from i18n import set_language, tr
from sync.cli import drive, grammar, hearing, rescuing
from sync.cli.answer import Answer, message, of_problem
from sync.cli.grammar import WrongUsage
from sync.cli.lines import Lines
from sync.engine import process, session
from sync.engine.session import Session
from sync.errors import FileUnreadable, Problem

DONE, PROBLEM, USAGE = 0, 1, 2


def main(words: list[str] | None = None) -> int:
    process.harden()
    return hearing.to_the_end(partial(_do, sys.argv[1:] if words is None else words))


def _do(given: list[str]) -> int:
    try:
        arguments = grammar.parse(given)
    except WrongUsage as error:
        print(error, file=sys.stderr)
        return USAGE
    set_language(getattr(arguments, "language", None) or os.environ.get("LANG") or "en")
    try:
        return _run(arguments)
    except Problem as problem:
        return _tell(arguments, problem)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.verb == "drive":
        lines = Lines(sys.stdin.fileno(), arguments.locked)
        return drive.Drive(profile(arguments), lines, sys.stdout).run(locked=arguments.locked is not None)
    if getattr(arguments, "alone", None):
        return _run_alone(arguments)
    if arguments.run is None:
        print(tr("This verb works inside drive only."), file=sys.stderr)
        return USAGE
    passphrase = _passphrase(arguments)
    if getattr(arguments, "rescue", False):
        return _show(arguments, rescuing.save(profile(arguments), passphrase))
    arguments.opened_with, arguments.ask = passphrase, _ask
    opened = _open(arguments, passphrase)
    try:
        answer = arguments.run(opened, arguments)
    finally:
        opened.close()
    return _show(arguments, answer)


def _run_alone(arguments: argparse.Namespace) -> int:
    arguments.ask = _ask
    opened, answer = arguments.alone(profile(arguments), arguments)
    if opened is not None:
        opened.close()
    return _show(arguments, answer)


def _open(arguments: argparse.Namespace, passphrase: str) -> Session:
    if arguments.verb == "create":
        return session.create(profile(arguments), passphrase, name=arguments.name)
    return session.unlock(profile(arguments), passphrase)


def profile(arguments: argparse.Namespace) -> Path:
    given = getattr(arguments, "profile", None)
    return Path(given) if given else session.default_profile()


def _passphrase(arguments: argparse.Namespace) -> str:
    given = getattr(arguments, "passphrase_file", None)
    if given is None:
        return _ask(tr("Password words: "))
    try:
        return Path(given).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(name=Path(given).name) from error


def _ask(prompt: str) -> str:
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _show(arguments: argparse.Namespace, answer: Answer) -> int:
    print(answer.as_json() if getattr(arguments, "json", False) else answer.text())
    if answer.problem is None:
        return DONE
    print(f"{message(answer.problem)} [{answer.problem.code}]", file=sys.stderr)
    return PROBLEM


def _tell(arguments: argparse.Namespace, problem: Problem) -> int:
    if getattr(arguments, "json", False):
        print(json.dumps(of_problem(problem), ensure_ascii=False))
    print(f"{message(problem)} [{problem.code}]", file=sys.stderr)
    return PROBLEM


if __name__ == "__main__":
    sys.exit(main())
