"""A quién nombra un comentario: se escribe `@correo`, se guarda la cuenta y se lee su nombre."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios.fichas import Persona

_CORREO = re.compile(r"(?<!\S)@([^\s@]+@[^\s@]+\.[^\s@.,;:!?)]+)")
_GUARDADA = re.compile(r"@\{(\d+)\}")


def nombrar(
    texto: str, suyas: Mapping[str, Persona], cuentas: Collection[int] = ()
) -> tuple[str, frozenset[int]]:
    """El texto con cada `@correo` cambiado por su cuenta, y todas las que nombra, con las de `cuentas`.

    Se guarda la cuenta y no el correo: si se suprimen los datos de la persona, aquí no quedan escritos.
    `suyas` son las personas de la entidad por correo; lanza ErrorDeServicio con las que no están.
    """
    por_correo = {hallado: suyas.get(hallado.lower()) for hallado in _CORREO.findall(texto)}
    if ajenos := [correo for correo, persona in por_correo.items() if persona is None]:
        raise ErrorDeServicio(
            f"No hay una cuenta activa de esta entidad con el correo {', '.join(ajenos)}. Corríjalo, o quite "
            "la @ del comienzo para escribirlo sin avisar a nadie."
        )
    if not set(cuentas) <= {p.id for p in suyas.values()}:
        raise ErrorDeServicio("Solo se puede nombrar a cuentas activas de la entidad. Elija de la lista.")
    nombradas = {correo: persona.id for correo, persona in por_correo.items() if persona is not None}
    cambiado = _CORREO.sub(lambda hallado: f"@{{{nombradas[hallado[1]]}}}", texto)
    return cambiado, frozenset(cuentas) | frozenset(nombradas.values())


def decir(texto: str, nombres: Mapping[int, str]) -> str:
    """El texto con el nombre de las cuentas que de verdad nombra; lo demás, como se escribió."""

    def uno(hallado: re.Match[str]) -> str:
        nombre = nombres.get(int(hallado[1]))
        return hallado[0] if nombre is None else f"@{nombre}"

    return _GUARDADA.sub(uno, texto)
