"""`autodiagnostico evaluar`: un caso."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autodiagnostico.cli.comun import (
    Formato,
    OpcionDeFecha,
    OpcionDeFormato,
    OpcionDeReglas,
    contexto,
    escribir_json,
)
from autodiagnostico.cli.espanol import decir
from autodiagnostico.entrada.casos import leer_archivo
from autodiagnostico.evaluacion import evaluar as evaluar_caso


def evaluar(
    ctx: typer.Context,
    caso: Annotated[Path, typer.Argument(metavar="CASO.json", help="Archivo con el caso.")],
    fecha: OpcionDeFecha = None,
    formato: OpcionDeFormato = Formato.TABLA,
    carpetas: OpcionDeReglas = None,
) -> None:
    """Evalúa un caso: qué se cumple, qué nivel se demuestra y qué conviene hacer."""
    este = contexto(ctx, carpetas)
    catalogo = este.catalogo()
    resultado = evaluar_caso(catalogo, leer_archivo(caso, catalogo, fecha), este.ajustes.datos)
    if formato is Formato.JSON:
        from motor.contrato import resultado_en_json

        for aviso in resultado.avisos:
            decir(f"Aviso: {aviso.texto}")
        for contradiccion in resultado.contradicciones:
            decir(f"Revise: {contradiccion.ficha.titulo}. {contradiccion.ficha.texto}")
        escribir_json(resultado_en_json(resultado))
        return
    from autodiagnostico.cli.tabla import mostrar

    mostrar(resultado)
