"""What the limited child is asked to do in its tests: each a way in which a library may behave."""

import os
import sys
from collections.abc import Callable

Send = Callable[[bytes], None]


def echo(question: bytes, send: Send) -> None:
    """Answer three times."""
    for number in range(3):
        send(question + str(number).encode())


def abort(_question: bytes, send: Send) -> None:
    """Die as calamine does on a sparse sheet."""
    send(b"before")
    os.abort()


def leave(_question: bytes, _send: Send) -> None:
    """End without a word."""
    os._exit(3)


def eat_memory(_question: bytes, send: Send) -> None:
    """Ask for more than there is."""
    eaten = [bytearray(64 << 20) for _ in range(64)]
    send(str(len(eaten)).encode())


def spin(_question: bytes, _send: Send) -> None:
    """Never end."""
    while True:
        pass


def fail(question: bytes, _send: Send) -> None:
    """Meet a bug whose words hold what stood in a row."""
    raise LookupError(question.decode())


def flood(_question: bytes, send: Send) -> None:
    """Answer without end."""
    while True:
        send(bytes(1 << 20))


def print_much(_question: bytes, send: Send) -> None:
    """Write to both streams as a dying library does."""
    sys.stdout.write("one")
    sys.stdout.flush()
    os.write(2, b"two")
    send(b"quiet")
