"""Las versiones que el Comité aprobó, y en qué se diferencian."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from autodiagnostico.plan.diferencia import CAMPOS, CambioDeCampo, Diferencia, diferencias
from autodiagnostico.plan.fichas import VersionDePlan
from reglas import Catalogo
from ui import formato, piezas, promesa
from ui.marcado import Html, e, pintar, unir


def dibujar(
    catalogo: Catalogo, versiones: Sequence[VersionDePlan], por_aprobar: Sequence[Diferencia]
) -> None:
    """Lo que cambió desde la última aprobación, y cada versión con su acto."""
    pintar(e("h2", "Lo que el Comité aprobó"))
    if not versiones:
        pintar(e("p", "Todavía no ha aprobado ninguna versión de este plan.", clase="ayuda"))
        return
    _por_aprobar(catalogo, versiones[-1], por_aprobar)
    anteriores = [None, *versiones[:-1]]
    for version, anterior in reversed(list(zip(versiones, anteriores, strict=True))):
        pintar(_version(catalogo, version, anterior))


def _por_aprobar(catalogo: Catalogo, ultima: VersionDePlan, cambios: Sequence[Diferencia]) -> None:
    if not cambios:
        pintar(e("p", f"✓ El plan dice lo mismo que la versión {ultima.numero}.", clase="situacion"))
        return
    cuantos = formato.plural(len(cambios), "acción cambia", "acciones cambian")
    pintar(
        piezas.aviso(
            "plazo",
            "✎",
            e("p", e("strong", f"{cuantos} frente a la versión {ultima.numero}, que es la que vale.")),
            _lista(catalogo, cambios),
        )
    )


def _version(catalogo: Catalogo, version: VersionDePlan, anterior: VersionDePlan | None) -> Html:
    acto = f"{version.acto}, del {formato.fecha_larga(version.fecha_del_acto)}"
    cuantas = formato.plural(len(version.renglones), "acción", "acciones")
    cambios = diferencias(anterior.renglones, version.renglones) if anterior else []
    return piezas.plegado(
        f"Versión {version.numero}: {acto} ({cuantas})",
        e(
            "p",
            f"La registró {version.quien} {formato.momento(version.aprobada)}, con las reglas "
            f"{version.version_reglas}. Huella: ",
            e("span", version.huella, clase="codigo menor"),
        ),
        unir(e("p", f"Frente a la versión {anterior.numero}:"), _lista(catalogo, cambios))
        if anterior and cambios
        else None,
        e("p", "Acciones de esta versión:"),
        piezas.lista(_renglon(r) for r in version.renglones.values()),
        _apartadas(version),
        e("p", "La madurez que prometió:"),
        promesa.tabla(catalogo, version.prometida, f"Madurez prometida en la versión {version.numero}"),
    )


def _renglon(r: Any) -> str:
    cuando = f", hasta el {formato.fecha(date.fromisoformat(r['fecha']))}" if r["fecha"] else ""
    return f"{r['orden']}. {r['titulo']}. {r['responsable']}{cuando}."


def _apartadas(version: VersionDePlan) -> Html | None:
    if not version.apartadas:
        return None
    return unir(
        e("p", "Acciones apartadas al aprobarla:"),
        piezas.lista(
            f"{a['titulo']}: {a['razon']}{' (difiere un deber)' if a['deberes'] else ''}"
            for a in version.apartadas
        ),
    )


def _lista(catalogo: Catalogo, cambios: Sequence[Diferencia]) -> Html:
    return piezas.lista(_cambio(catalogo, c) for c in cambios)


def _cambio(catalogo: Catalogo, cambio: Diferencia) -> Html:
    titulo = e("strong", f"{cambio.orden}. {cambio.titulo}")
    if cambio.entra or cambio.sale:
        return unir(titulo, ": entra al plan." if cambio.entra else ": sale del plan.")
    return unir(titulo, piezas.lista(_campo(catalogo, c) for c in cambio.cambios))


def _campo(catalogo: Catalogo, cambio: CambioDeCampo) -> str:
    antes, despues = (_dicho(catalogo, cambio.campo, v) for v in (cambio.antes, cambio.despues))
    return f"{CAMPOS[cambio.campo]}: de «{antes}» a «{despues}»."


def _nombres(catalogo: Catalogo, campo: str) -> dict[str, str] | None:
    """Cómo se llaman los códigos de un campo; None si el campo no lleva códigos."""
    match campo:
        case "destino":
            return {c: d.nombre for c, d in catalogo.destinos.items()}
        case "escenarios":
            return {c: x.nombre for c, x in catalogo.escenarios.items()}
        case "politicas":
            return {c: p.nombre for c, p in catalogo.politicas.items()}
        case _:
            return None


def _dicho(catalogo: Catalogo, campo: str, valor: Any) -> str:
    if valor is None or valor in ("", []):
        return "sin definir"
    if campo in {"inicio", "fecha"}:
        return formato.fecha(date.fromisoformat(valor))
    nombres = _nombres(catalogo, campo)
    if nombres is not None:
        codigos = valor if isinstance(valor, list) else [valor]
        return "; ".join(str(nombres.get(c, c)) for c in codigos)
    if isinstance(valor, list):
        return "; ".join("–" if v is None else formato.numero(v) for v in valor)
    return formato.numero(valor) if isinstance(valor, int | float) else str(valor)
