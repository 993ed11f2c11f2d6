"""El plan en una lista, y lo que le falta."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from autodiagnostico.plan import cobertura
from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.plan.marco import Pedido, declarado
from autodiagnostico.plan.pasos import VIGENTES
from motor import Resultado
from reglas import Catalogo
from ui import formato, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario_del_plan import ITEMS


def dibujar(resultado: Resultado, items: Sequence[ItemDePlan]) -> None:
    """Cuántos hay en cada estado, lo que le falta al plan y sus renglones."""
    if not items:
        pintar(e("p", "El plan está vacío: todavía no se ha llevado ninguna acción.", clase="ayuda"))
        return
    pintar(_cuentas(items), _avisos(resultado, items), _tabla(resultado.edicion.catalogo, items))


def resumen(catalogo: Catalogo, items: Sequence[ItemDePlan]) -> None:
    """Cuántos hay en cada estado, y los escenarios sin ninguna acción."""
    if not items:
        pintar(e("p", "Todavía no hay acciones. Elija abajo las que van al plan."))
        return
    pintar(_cuentas(items), _sin_accion(catalogo, items))


def _cuentas(items: Sequence[ItemDePlan]) -> Html:
    por_estado = Counter(i.estado for i in items)
    insignias = [piezas.insignia(signo, n) for estado, signo in ITEMS.items() if (n := por_estado[estado])]
    total = formato.plural(len(items), "acción", "acciones")
    return e("p", e("strong", f"{total}:"), " ", *(unir(i, " ") for i in insignias), clase="estado")


def _tabla(catalogo: Catalogo, items: Sequence[ItemDePlan]) -> Html:
    filas = (
        piezas.fila(
            unir(f"{i.orden}. ", ancla("plan_de_vigencia", i.titulo, r=str(i.orden))),
            i.dicho.responsable or "Por definir",
            _cuando(i),
            catalogo.destinos[i.dicho.destino].nombre
            if i.dicho.destino in catalogo.destinos
            else "Por decidir",
            unir(piezas.insignia(ITEMS[i.estado]), _vale(i)),
        )
        for i in items
    )
    columnas = ["Acción", "Área responsable", "Cuándo", "A qué plan va", "Estado"]
    return piezas.tabla_larga(columnas, filas, "Acciones del plan")


def _vale(item: ItemDePlan) -> Html | None:
    """De lo que se está reformulando, qué vale mientras tanto."""
    if item.aprobado_en is None or item.estado in VIGENTES:
        return None
    return unir(e("br"), e("span", f"Mientras tanto vale la versión {item.aprobado_en}", clase="menor"))


def _cuando(item: ItemDePlan) -> Html | str:
    inicio, fecha = item.dicho.inicio, item.dicho.fecha
    if fecha is None:
        return "Sin fecha"
    al = f"Al {formato.fecha(fecha)}"
    return unir(f"Del {formato.fecha(inicio)}", e("br"), al) if inicio else al


def _avisos(resultado: Resultado, items: Sequence[ItemDePlan]) -> Html:
    catalogo = resultado.edicion.catalogo
    return unir(_sin_accion(catalogo, items), _requisitos(resultado, items))


def _sin_accion(catalogo: Catalogo, items: Sequence[ItemDePlan]) -> Html | None:
    faltan = cobertura.sin_accion(catalogo, items)
    if not faltan:
        return None
    nombres = [f"«{catalogo.escenarios[c].nombre}»" for c in faltan]
    cuantos = formato.plural(len(faltan), "escenario no tiene", "escenarios no tienen")
    return piezas.aviso(
        "duda",
        "!",
        e("p", e("strong", f"{cuantos} ninguna acción en el plan: "), f"{', '.join(nombres)}."),
        de_donde(catalogo, declarado().sin_escenario),
    )


def de_donde(catalogo: Catalogo, pedido: Pedido) -> Html | None:
    """Lo que una fuente pide del plan, si la base de reglas trae esa fuente."""
    if pedido.cita.norma not in catalogo.normas:
        return None
    return piezas.plegado("¿Quién lo pide?", e("p", pedido.texto), piezas.cita(catalogo, pedido.cita))


def _requisitos(resultado: Resultado, items: Sequence[ItemDePlan]) -> Html | None:
    acciones = resultado.edicion.catalogo.acciones
    pendientes = [r.accion for r in resultado.recomendaciones if r.accion is not None]
    faltan = cobertura.requisitos_que_faltan(resultado.edicion.catalogo, items, pendientes)
    if not faltan:
        return None
    titulos = {i.id: i.titulo for i in items}
    dichos = [
        f"«{titulos[i]}» necesita antes: {'; '.join(acciones[r].titulo for r in suyos)}."
        for i, suyos in faltan.items()
    ]
    return piezas.aviso(
        "duda",
        "?",
        e("p", e("strong", "Falta en el plan lo que otras acciones necesitan.")),
        piezas.lista(dichos),
    )
