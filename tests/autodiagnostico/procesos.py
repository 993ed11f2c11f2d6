"""Mirar y esperar procesos sin dormir."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import termios
import threading
from pathlib import Path
from time import monotonic

ESPERA = 60
"""Segundos que se espera, a lo más, a que pase lo que tiene que pasar."""


def esperar_a_que_termine(pid: int) -> bool:
    """Si un proceso, hijo o no, terminó; lo avisa el sistema."""
    try:
        mirador = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([mirador], [], [], ESPERA)[0])
    finally:
        os.close(mirador)


def congelar(pid: int) -> None:
    """Detiene a un hijo y vuelve cuando ya está detenido."""
    os.kill(pid, signal.SIGSTOP)
    os.waitid(os.P_PID, pid, os.WSTOPPED)


def esperar_pedido(pid: int) -> None:
    """Vuelve cuando hay algo sin leer en la entrada de un proceso detenido."""
    limite, turno = monotonic() + ESPERA, threading.Event()
    with Path(f"/proc/{pid}/fd/0").open("rb", buffering=0) as entrada:
        while monotonic() < limite:
            if struct.unpack("i", fcntl.ioctl(entrada, termios.FIONREAD, b"\0" * 4))[0]:
                return
            turno.wait(0.01)
    raise TimeoutError("El pedido no llegó.")


def hijos(pid: int) -> list[int]:
    """Los procesos que arrancó otro y siguen vivos."""
    suyos = []
    for estado in Path("/proc").glob("[0-9]*/stat"):
        try:
            # El nombre del programa va entre paréntesis y puede llevar espacios; lo demás no.
            campos = estado.read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(campos[1]) == pid:
            suyos.append(int(estado.parent.name))
    return suyos


def residente(pid: int) -> int:
    """La memoria que ocupa un proceso, en bytes."""
    paginas = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    return int(paginas) * os.sysconf("SC_PAGE_SIZE")
