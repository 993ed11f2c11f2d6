"""La comparación de entidades como libro y como CSV, con las mismas columnas."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from autodiagnostico.analisis.comparacion import FilaDeComparacion
from autodiagnostico.analisis.madurez import Madurez
from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.informes.marcas import marca_de_varios
from autodiagnostico.informes.separados import escribir_csv
from autodiagnostico.palabras import cortar_parte, cortar_puntaje, escenario_en_palabras
from autodiagnostico.reloj import ZONA
from autodiagnostico.sello import Sello
from reglas import Catalogo


def libro(catalogo: Catalogo, vigencia: int, filas: Sequence[FilaDeComparacion], sello: Sello) -> bytes:
    """El libro de una vigencia."""
    titulo = f"Comparación de entidades, vigencia {vigencia}"
    notas = [
        "De un borrador solo se muestra cuánto se ha verificado. El puntaje es el demostrado: "
        "lo que falta por responder no suma.",
        f"Base de reglas de hoy: {catalogo.base.version}. Lo enviado se mira con la que tenía al enviarse.",
    ]
    celdas = [_celdas(catalogo, f) for f in filas]
    hoja = Hoja("Comparación", titulo, notas, _columnas(catalogo), celdas)
    return escribir_libro(titulo, [hoja], marca_de_varios([(f.demostracion, f.estado) for f in filas]), sello)


def csv(catalogo: Catalogo, filas: Sequence[FilaDeComparacion]) -> bytes:
    """El CSV de una vigencia."""
    return escribir_csv([c.titulo for c in _columnas(catalogo)], (_celdas(catalogo, f) for f in filas))


def _columnas(catalogo: Catalogo) -> list[Columna]:
    ambitos = [*(escenario_en_palabras(catalogo, e) for e in catalogo.escenarios), "Global"]
    return [
        Columna("Entidad", 44),
        Columna("Código", 16),
        Columna("Estado", 11),
        Columna("Enviado", 12),
        Columna("Base de reglas", 12),
        *(Columna(f"Verificado. {a}", 16, "porcentaje") for a in ambitos),
        *(Columna(f"Nivel. {a}", 16, "entero") for a in ambitos),
        *(Columna(f"Puntaje. {a}", 16, "decimal") for a in ambitos),
        Columna("Entra en los promedios", 13),
        Columna("Si no entra, por qué", 36),
    ]


def _celdas(catalogo: Catalogo, fila: FilaDeComparacion) -> list[Celda]:
    coberturas: list[Fraction | None] = [*(fila.cobertura[e] for e in catalogo.escenarios)]
    niveles: list[int | None] = [None] * (len(catalogo.escenarios) + 1)
    indices: list[Fraction | None] = [None] * (len(catalogo.escenarios) + 1)
    if fila.escenarios is not None and fila.madurez_global is not None:
        todas: list[Madurez | None] = [fila.escenarios.get(e) for e in catalogo.escenarios]
        todas.append(fila.madurez_global)
        niveles = [m.nivel_min if m else None for m in todas]
        indices = [m.indice_min if m else None for m in todas]
    return [
        fila.nombre,
        fila.codigo,
        fila.estado.capitalize(),
        fila.enviado.astimezone(ZONA).date() if fila.enviado else None,
        fila.version_reglas or "",
        *(cortar_parte(c) for c in (*coberturas, fila.cobertura_global)),
        *niveles,
        *(cortar_puntaje(i) for i in indices),
        "Sí" if fila.contada else "No",
        fila.razon_no_contada,
    ]
