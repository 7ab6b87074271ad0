"""The command line's grammar, kept stable: which verbs there are and what each takes."""

import argparse
from typing import NoReturn

from typing_extensions import override

from sync.cli import (
    archive,
    backups,
    devices,
    exchange,
    further,
    items,
    missing,
    notebook,
    organisations,
    own_words,
    quarantine,
    recovery,
    relays,
    returning,
    rooms,
    sending,
    spaces,
    stewardship,
    ways,
    witness,
    words,
)
from sync.cli.notebook import Alone, Verb
from sync.engine.delivery import MODES

COUNT_MAX = 1000


class WrongUsage(Exception):
    """The words of the command do not fit its grammar."""


class Parser(argparse.ArgumentParser):
    """Raises where the standard one leaves the process: a driven session must go on."""

    @override
    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{self.format_usage().strip()}\n{message}")


def _everywhere() -> Parser:
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    for option, metavar in (("--profile", "DIR"), ("--passphrase-file", "FILE"), ("--language", "CODE")):
        common.add_argument(option, metavar=metavar)
    common.add_argument("--json", action="store_true")
    return common


class Grammar:
    """Adds verbs one by one, each with its options and the options that hold everywhere."""

    def __init__(self) -> None:
        self._common = _everywhere()
        self.parser = Parser(prog="karkade-cli", parents=[self._common])
        self._verbs = self.parser.add_subparsers(dest="command", required=True, parser_class=Parser)
        self._groups: dict[str, argparse._SubParsersAction[Parser]] = {}

    def verb(self, words: str, run: Verb | None, *positionals: str) -> Parser:
        group, _, name = words.rpartition(" ")
        parsers = self._group(group) if group else self._verbs
        parser = parsers.add_parser(name, parents=[self._common])
        for positional in positionals:
            parser.add_argument(positional.rstrip("*+"), nargs=_count(positional))
        parser.set_defaults(run=run, verb=words)
        return parser

    def alone(self, words: str, run: Alone, *positionals: str) -> argparse.ArgumentParser:
        """Add a verb that opens, or makes, the notebook by itself, or needs none."""
        parser = self.verb(words, None, *positionals)
        parser.set_defaults(alone=run)
        return parser

    def also_a_group(self, name: str, parser: argparse.ArgumentParser) -> None:
        """Let the verb *name* stand alone, and begin others."""
        self._groups[name] = parser.add_subparsers(dest="subcommand", parser_class=Parser)

    def _group(self, name: str) -> "argparse._SubParsersAction[Parser]":
        if name not in self._groups:
            parser = self._verbs.add_parser(name, parents=[self._common])
            self._groups[name] = parser.add_subparsers(dest="subcommand", required=True, parser_class=Parser)
        return self._groups[name]


def _count(positional: str) -> str | None:
    return positional[-1] if positional[-1] in "*+" else None


def _count_from_one(text: str) -> int:
    number = int(text)
    if not 1 <= number <= COUNT_MAX:
        raise ValueError(text)
    return number


def _space_verbs(grammar: Grammar) -> None:
    founded = grammar.verb("space new", spaces.new, "name")
    founded.add_argument("--persona", metavar="NAME", default="")
    founded.add_argument("--network", action="store_true")
    grammar.verb("space list", spaces.every)
    grammar.verb("space members", spaces.members, "space")
    invite = grammar.verb("space invite", spaces.invite, "space")
    invite.add_argument("--role", choices=["reader", "member"], default="member")
    invite.add_argument("--uses", type=_count_from_one, default=1, metavar="N")
    carrier = invite.add_mutually_exclusive_group()
    carrier.add_argument("--to", metavar="FILE")
    carrier.add_argument("--words", action="store_true")
    grammar.verb("space invitations", stewardship.invitations, "space")
    grammar.verb("space uninvite", stewardship.uninvite, "space", "invitation")
    join = grammar.verb("space join", spaces.join)
    join.add_argument("file", nargs="?")
    join.add_argument("--words", metavar="WORDS")
    join.add_argument("--relay", metavar="URL")
    join.add_argument("--persona", metavar="NAME", default="")
    join.add_argument("--to", metavar="FILE")
    admit = grammar.verb("space admit", spaces.admit, "space")
    admit.add_argument("file", nargs="?")
    admit.add_argument("--to", metavar="FILE")
    apart = grammar.verb("space quarantine", quarantine.look, "space")
    apart.add_argument("way", nargs="?", choices=["admit"])
    apart.add_argument("entries", nargs="*")


def _steward_verbs(grammar: Grammar) -> None:
    promote = grammar.verb("space promote", stewardship.promote, "space", "person")
    promote.add_argument("--role", choices=["member", "steward"], default="steward")
    demote = grammar.verb("space demote", stewardship.demote, "space", "person")
    demote.add_argument("--role", choices=["member", "reader"], default="member")
    grammar.verb("space remove", stewardship.remove, "space", "person")
    grammar.verb("space leave", stewardship.leave, "space")
    grammar.verb("space vote", stewardship.vote, "space", "action*")
    grammar.verb("space history", stewardship.history, "space")
    grammar.verb("space missing", missing.look, "space")
    policy = grammar.verb("space policy", stewardship.policy, "space")
    policy.add_argument("--history", choices=["full", "state", "none"])
    policy.add_argument("--inviters", choices=["steward", "member"])
    policy.add_argument("--dormant-days", type=_count_from_one, metavar="N")
    policy.add_argument("--rotate-days", type=_count_from_one, metavar="N")
    hold = grammar.verb("space hold", stewardship.hold, "space", "person")
    hold.add_argument("--lift", action="store_true")
    grammar.verb("space buddies", stewardship.buddies, "space", "persons*")
    grammar.verb("space vouch", stewardship.vouch, "space", "person")
    grammar.verb("space consequences", stewardship.consequences, "space", "person")
    grammar.verb("space exposure", stewardship.exposure, "space", "person")


def _organisation_verbs(grammar: Grammar) -> None:
    add = grammar.verb("space add-org", organisations.add, "space", "card")
    add.add_argument("--role", choices=["reader", "member"], default="member")
    add.add_argument("--to", metavar="FILE")
    founded = grammar.verb("org new", organisations.new, "name")
    founded.add_argument("--to", metavar="FILE", required=True)
    founded.add_argument("--space", metavar="SPACE")
    grammar.verb("org list", organisations.every, "space")
    delegate = grammar.verb("org delegate", organisations.delegate, "space", "organisation", "card")
    delegate.add_argument("--to", metavar="FILE")
    grammar.verb("org release", organisations.release, "space", "organisation", "person")
    grammar.verb("org officer", organisations.officer, "space", "organisation", "person")
    share = grammar.verb("org share", organisations.share, "space", "organisation")
    wish = share.add_mutually_exclusive_group()
    wish.add_argument("--with", dest="own", metavar="SPACE")
    for said in ("--stop", "--allow", "--refuse"):
        wish.add_argument(said, action="store_true")
    grammar.verb("org withdraw", organisations.withdraw, "space", "organisation")
    grammar.verb("me card", organisations.my_card).add_argument("--to", metavar="FILE", required=True)


def _device_verbs(grammar: Grammar) -> None:
    grammar.verb("device list", devices.every)
    grammar.verb("device card", devices.card).add_argument("--to", metavar="FILE")
    grammar.verb("device add", devices.add, "card").add_argument("--to", metavar="FILE")
    grammar.verb("device block", devices.block, "name")
    grammar.verb("device hold", devices.hold, "name")
    grammar.verb("device rename", devices.rename, "name", "new")


def _package_verbs(grammar: Grammar) -> None:
    write = grammar.verb("bundle write", items.bundle_write, "space")
    write.add_argument("--to", metavar="FILE", required=True)
    write.add_argument("--want", metavar="FILE")
    write.add_argument("--attachments", action="store_true")
    want = grammar.verb("bundle want", items.bundle_want, "space")
    want.add_argument("--to", metavar="FILE", required=True)
    grammar.verb("bundle read", items.bundle_read, "files+")


def _sending_verbs(grammar: Grammar) -> None:
    grammar.also_a_group("sending", grammar.verb("sending", sending.look))
    grammar.verb("sending set", sending.choose).add_argument("mode", choices=MODES)
    grammar.verb("sending metered", sending.cost).add_argument("answer", choices=list(sending.METERED))
    files = grammar.verb("sending files", sending.files)
    files.add_argument("answer", type=sending.files_answer, metavar="always|never|MEGABYTES")
    pace = grammar.verb("sending steady", sending.pace, "space")
    pace.add_argument("minutes", choices=sending.PACES, metavar="MINUTES|off")
    grammar.verb("sending log", sending.log)


def _relay_verbs(grammar: Grammar) -> None:
    grammar.verb("relay list", relays.every, "space")
    grammar.verb("relay add", relays.add, "space", "url").add_argument("--ticket", metavar="T")
    grammar.verb("relay remove", relays.remove, "space", "relay")
    grammar.verb("relay tickets", relays.tickets, "space", "relay").add_argument("file", nargs="?")


def _witness_verbs(grammar: Grammar) -> None:
    grammar.verb("relay watch", witness.watch).add_argument("--space", metavar="SPACE")
    proofs = grammar.verb("relay proofs", witness.proofs)
    proofs.add_argument("--to", metavar="FILE")
    proofs.add_argument("--check", metavar="FILE")


def _recovery_verbs(grammar: Grammar) -> None:
    make = grammar.verb("recovery make", recovery.make)
    make.add_argument("--shares", type=int, default=3, choices=recovery.COUNTS, metavar="COUNT")
    make.add_argument("--need", type=int, default=2, choices=recovery.COUNTS, metavar="COUNT")
    make.add_argument("--to", metavar="DIR", required=True)
    grammar.verb("recovery rehearse", recovery.rehearse, "sheets+")
    grammar.verb("recovery retire", recovery.retire, "sheets+")
    use = grammar.alone("recovery use", recovery.use, "sheets+")
    use.add_argument("--new-passphrase-file", metavar="FILE")
    grammar.verb("recovery card", returning.card, "space", "person").add_argument(
        "--to", metavar="FILE", required=True
    )
    grammar.verb("recovery enrol", returning.enrol, "card", "sheets+").add_argument(
        "--to", metavar="FILE", required=True
    )
    grammar.verb("recovery let-in", returning.let_in, "card").add_argument(
        "--to", metavar="FILE", required=True
    )
    grammar.verb("recovery seal", returning.seal, "space", "person", "sheet").add_argument(
        "--to", metavar="FILE", required=True
    )
    grammar.verb("recovery keep", returning.keep, "file")
    grammar.verb("recovery kept", returning.kept)
    grammar.verb("recovery hand-out", returning.hand_out, "id").add_argument("--to", metavar="FILE")
    grammar.verb("backup write", backups.write, "file")
    grammar.verb("backup check", backups.check, "file", "sheets*")
    restore = grammar.alone("backup restore", backups.restore, "file", "sheets+")
    restore.add_argument("--new-passphrase-file", metavar="FILE")


def grammar() -> Parser:
    built = Grammar()
    built.verb("create", notebook.create).add_argument("--name", metavar="NAME", default="")
    look = built.verb("doctor", notebook.doctor)
    look.add_argument("--rescue", action="store_true")
    look.add_argument("--seen", action="store_true")
    built.verb("sync", notebook.sync).add_argument("--wait", type=float, default=0, metavar="SECONDS")
    _space_verbs(built)
    _steward_verbs(built)
    _organisation_verbs(built)
    _device_verbs(built)
    _package_verbs(built)
    _sending_verbs(built)
    _witness_verbs(built)
    _recovery_verbs(built)
    for verbs in (ways.verbs, archive.verbs, rooms.verbs, own_words.verbs, items.verbs, further.verbs):
        verbs(built)
    _relay_verbs(built)
    exchange.verbs(built)
    built.verb("digest", notebook.digest, "space")
    change = built.verb("words change", words.change)
    change.add_argument("--new-passphrase-file", metavar="FILE")
    change.add_argument("--rekey", action="store_true")
    built.verb("lock", None).add_argument("way", nargs="?", choices=["travel"])
    built.verb("unlock", None, "passphrase*")
    built.verb("drive", None).add_argument("--locked", type=int, metavar="DESCRIPTOR", help=argparse.SUPPRESS)
    return built.parser


def parse(typed: list[str]) -> argparse.Namespace:
    arguments = grammar().parse_args(typed)
    if getattr(arguments, "way", None) == "travel":
        arguments.verb, arguments.run = "lock travel", words.lock_travel
    if arguments.verb == "backup check" and arguments.sheets:
        arguments.alone = backups.check_inside
    if arguments.verb == "recovery make" and arguments.need > arguments.shares:
        raise WrongUsage("no more sheets can be needed than there are")
    if getattr(arguments, "verb", "") == "space join" and bool(arguments.file) == bool(arguments.words):
        raise WrongUsage("space join takes either a file or --words")
    if not all("=" in pair for pair in getattr(arguments, "fields", None) or ()):
        raise WrongUsage("a field is written NAME=VALUE")
    return arguments
