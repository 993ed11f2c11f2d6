"""Cómo va cada renglón del plan, y qué le hacen los atrasos a la madurez prometida."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from autodiagnostico.plan.fichas import Corte
from autodiagnostico.plan.marco import declarado
from autodiagnostico.plan.semaforo import Marcha
from autodiagnostico.servicios.seguimiento import Atrasada, Efecto
from reglas import Catalogo
from ui import formato, piezas, promesa
from ui.enlaces import ancla
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario_del_plan import LUCES


def tabla(marchas: Sequence[Marcha]) -> None:
    """Primero lo que va peor."""
    en_orden = sorted(marchas, key=lambda m: m.urgencia)
    por_luz = Counter(m.luz for m in marchas)
    insignias = [unir(piezas.insignia(signo, n), " ") for luz, signo in LUCES.items() if (n := por_luz[luz])]
    filas = (
        piezas.fila(
            unir(f"{m.item.orden}. ", ancla("plan_de_vigencia", m.item.titulo, r=str(m.item.orden))),
            m.item.dicho.responsable or "Por definir",
            formato.fecha(m.item.dicho.fecha) if m.item.dicho.fecha else "Sin fecha",
            _luz(m),
            _avance(m),
            _ultimo(m),
        )
        for m in en_orden
    )
    columnas = ["Acción", "Área responsable", "Termina", "Cómo va", "Avance", "Lo último que se informó"]
    umbrales = declarado().semaforo
    pintar(
        e("p", *insignias, clase="estado"),
        piezas.tabla_larga(columnas, filas, "Cómo va cada acción del plan"),
        piezas.plegado(
            "¿Cómo se decide el color?",
            e(
                "p",
                f"Por vencer: faltan {umbrales.por_vencer_dias} días o menos. Rezagada: lleva "
                f"{umbrales.rezago_puntos} puntos menos de lo que el calendario deja esperar. Vencida: pasó "
                f"su fecha y no se ha dado por hecha. {umbrales.razon}",
            ),
        ),
    )


def _luz(m: Marcha) -> Html:
    atraso = f" hace {formato.plural(m.atraso, 'día', 'días')}" if m.atraso else ""
    return unir(piezas.insignia(LUCES[m.luz]), atraso)


def _avance(m: Marcha) -> Html:
    dicho = f"{m.porcentaje} %"
    espera = "" if m.esperado is None else f" (se esperaba {m.esperado} %)"
    return unir(piezas.barra_de_avance(m.porcentaje, 100, dicho), e("span", dicho, espera, clase="menor"))


def _ultimo(m: Marcha) -> Html | str:
    if m.ultimo is None:
        return "Nada todavía"
    evidencia = f" Evidencia: {m.ultimo.evidencia[1]}." if m.ultimo.evidencia else ""
    return unir(f"{formato.fecha(m.ultimo.fecha)}. {m.ultimo.entregado}", e("span", evidencia, clase="menor"))


def efecto(catalogo: Catalogo, suyo: Efecto) -> None:
    """Lo prometido y lo que se alcanzaría con los atrasos de hoy, con las acciones que lo causan."""
    if not suyo.atrasadas:
        pintar(e("p", "✓ Nada está atrasado: se mantiene la madurez prometida.", clase="situacion"))
    else:
        cuantas = formato.plural(len(suyo.atrasadas), "acción termina", "acciones terminan")
        pintar(
            piezas.aviso(
                "duda",
                "!",
                e("p", e("strong", f"{cuantas} después de lo aprobado, o no se hacen. "), _cuesta(suyo)),
                piezas.lista(_atrasada(a) for a in suyo.atrasadas),
            )
        )
    rotulo = "Madurez que se alcanzaría con los atrasos de hoy"
    pintar(
        _comparacion(suyo),
        piezas.plegado("Ver por escenario", promesa.tabla(catalogo, suyo.proyectada, rotulo)),
    )


def _cuesta(suyo: Efecto) -> str:
    """En cuántos puntos baja el puntaje global, donde más baja."""
    bajas = [
        (antes.total.indice - ahora.total.indice, antes.hasta)
        for antes, ahora in zip(suyo.prometida, suyo.proyectada, strict=False)
        if antes.total.indice is not None and ahora.total.indice is not None
    ]
    peor, cuando = max(bajas, default=(Fraction(0), None))
    if peor <= 0 or cuando is None:
        return "El puntaje global de cada trimestre no baja."
    return (
        f"Al {formato.fecha_larga(cuando)} el puntaje global queda {formato.puntaje(peor)} puntos más abajo."
    )


def _atrasada(a: Atrasada) -> Html:
    cuando = f"pasa a terminar el {formato.fecha(a.hasta)}" if a.hasta else "no se va a hacer"
    nombre = ancla("plan_de_vigencia", a.item.titulo, r=str(a.item.orden))
    return unir(nombre, f": terminaba el {formato.fecha(a.de)} y {cuando}.")


def _comparacion(suyo: Efecto) -> Html:
    filas = (
        piezas.fila(formato.fecha_larga(antes.hasta), promesa.logro(antes.total), _de(suyo.proyectada, n))
        for n, antes in enumerate(suyo.prometida)
    )
    columnas = ["Al terminar", "Global prometido al aprobar", "Global con los atrasos de hoy"]
    return piezas.tabla(columnas, filas, "Lo prometido y lo que se alcanzaría")


def _de(cortes: Sequence[Corte], numero: int) -> str:
    return promesa.logro(cortes[min(numero, len(cortes) - 1)].total)
