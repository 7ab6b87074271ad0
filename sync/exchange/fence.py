"""What the limited process may not do, whatever a file makes of it: speak to anybody, start anything, write.

Twice, for neither is enough: Python refuses its own functions on every system, and on Linux the kernel
refuses the calls below them, which a fault in a library of pictures or letters could come to.
"""

import ctypes
import os
import platform
import struct
import sys

REFUSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "shutil.", "ftplib.", "smtplib.", "urllib.", "webbrowser.", "winreg.",
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2  # of prctl
LOAD, SAME, MORE, ANY, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""BPF: load a word; jump where it is the same, or more, or has any bit of; end."""
OTHER_NUMBERS = 0x40000000  # the same calls once more, for programs of another form
NUMBER_AT, SYSTEM_AT, ARGUMENTS_AT, ARGUMENT = 0, 4, 16, 8  # in struct seccomp_data, little-endian
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # the second says EPERM
CALLS = {
    "x86_64": (0xC000003E, (
        41, 42, 53,  # socket, connect, socketpair
        57, 58, 59, 322,  # fork, vfork, execve, execveat
        62, 200, 234, 424,  # kill, tkill, tgkill, pidfd_send_signal
        101, 310, 311, 438, 425,  # ptrace, process_vm_readv, process_vm_writev, pidfd_getfd, io_uring_setup
        76, 77, 85, 437,  # truncate, ftruncate, creat, openat2
        82, 264, 316,  # rename, renameat, renameat2
        83, 258, 133, 259,  # mkdir, mkdirat, mknod, mknodat
        86, 265, 88, 266,  # link, linkat, symlink, symlinkat
        84, 87, 263,  # rmdir, unlink, unlinkat
        90, 91, 268, 92, 93, 94, 260,  # chmod, fchmod, fchmodat, chown, fchown, lchown, fchownat
    ), ((2, 1), (257, 2))),  # open, openat
    "aarch64": (0xC00000B7, (
        198, 199, 203,  # socket, socketpair, connect
        221, 281,  # execve, execveat
        129, 130, 131, 424,  # kill, tkill, tgkill, pidfd_send_signal
        117, 270, 271, 438, 425,  # ptrace, process_vm_readv, process_vm_writev, pidfd_getfd, io_uring_setup
        45, 46, 437,  # truncate, ftruncate, openat2
        38, 276,  # renameat, renameat2
        34, 33, 37, 36, 35,  # mkdirat, mknodat, linkat, symlinkat, unlinkat
        52, 53, 55, 54,  # fchmod, fchmodat, fchown, fchownat
    ), ((56, 2),)),  # openat
}  # fmt: skip
"""By machine its number, the calls that are refused, and those that open a file, with where they say how."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def put_up() -> None:
    """Refuse from now on, for good, what no reading needs."""
    sys.addaudithook(_refuse)
    if sys.platform == "linux":
        _ask_the_kernel()


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """Raises PermissionError."""
    written = event == "open" and isinstance(args[2], int) and args[2] & WRITING
    if written or event.startswith(REFUSED):
        raise PermissionError(event)


def _ask_the_kernel() -> None:
    """Where it cannot, Python's own refusal stands alone."""
    system, calls, opening = CALLS.get(platform.machine(), (0, (), ()))
    if not calls or sys.maxsize < 1 << 32:
        return
    steps = _steps(system, calls, opening)
    program = _Program(len(steps) // 8, steps)
    kernel = ctypes.CDLL(None)
    kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    kernel.prctl(SECCOMP, FILTER, ctypes.byref(program), 0, 0)


def _steps(system: int, calls: tuple[int, ...], opening: tuple[tuple[int, int], ...]) -> bytes:
    """Return the filter: of this machine's own calls all but *calls* go on, and of no other machine's any.

    Those in *opening* go on where their argument of that place asks for reading alone.
    """
    asked = 4 + len(calls)
    looks = asked + len(opening) + 1  # two steps for each
    allow = looks + 2 * len(opening)
    refuse = allow + 1
    steps = [(LOAD, SYSTEM_AT, 0, 0), (SAME, system, 2, refuse), (LOAD, NUMBER_AT, 0, 0),
             (MORE, OTHER_NUMBERS, refuse, 4)]  # fmt: skip
    steps += [(SAME, call, refuse, 5 + at) for at, call in enumerate(calls)]
    steps += [(SAME, call, looks + 2 * at, asked + at + 1) for at, (call, _) in enumerate(opening)]
    steps += [(RETURN, ALLOW, 0, 0)]
    for _, argument in opening:
        steps += [(LOAD, ARGUMENTS_AT + ARGUMENT * argument, 0, 0), (ANY, WRITING, refuse, allow)]
    steps += [(RETURN, ALLOW, 0, 0), (RETURN, REFUSE, 0, 0)]
    return b"".join(_step(here, *step) for here, step in enumerate(steps))


def _step(here: int, code: int, value: int, yes: int, no: int) -> bytes:
    """Return one step; *yes* and *no* are the places of those that follow a question."""
    apart = (yes - here - 1, no - here - 1) if code in {SAME, MORE, ANY} else (0, 0)
    return struct.pack("=HBBI", code, *apart, value)
