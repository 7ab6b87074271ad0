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
LOAD, SAME, MORE, RETURN = 0x20, 0x15, 0x35, 0x06  # BPF: load a word, jump where it is the same or more, end
OTHER_NUMBERS = 0x40000000  # the same calls once more, for programs of another form
NUMBER_AT, SYSTEM_AT = 0, 4  # in struct seccomp_data
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # the second says EPERM
CALLS = {
    # socket, connect, socketpair, fork, vfork, execve, ptrace, process_vm_writev, execveat, io_uring_setup
    "x86_64": (0xC000003E, (41, 42, 53, 57, 58, 59, 101, 311, 322, 425)),
    # socket, socketpair, connect, ptrace, execve, process_vm_writev, execveat, io_uring_setup
    "aarch64": (0xC00000B7, (198, 199, 203, 117, 221, 271, 281, 425)),
}


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
    system, calls = CALLS.get(platform.machine(), (0, ()))
    if not calls or sys.maxsize < 1 << 32:
        return
    steps = _steps(system, calls)
    program = _Program(len(steps) // 8, steps)
    kernel = ctypes.CDLL(None)
    kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    kernel.prctl(SECCOMP, FILTER, ctypes.byref(program), 0, 0)


def _steps(system: int, calls: tuple[int, ...]) -> bytes:
    """Return the filter: of this machine's own calls all but *calls* go on, and of no other machine's any."""

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    last = len(calls)
    asked = [step(SAME, call, last - at) for at, call in enumerate(calls)]
    return b"".join([
        step(LOAD, SYSTEM_AT),
        step(SAME, system, 0, last + 3),
        step(LOAD, NUMBER_AT),
        step(MORE, OTHER_NUMBERS, last + 1),
        *asked,
        step(RETURN, ALLOW),
        step(RETURN, REFUSE),
    ])  # fmt: skip
