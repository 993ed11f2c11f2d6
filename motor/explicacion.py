"""El porqué de cada resultado: las hojas que lo decidieron, con los valores que el evaluador leyó."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from motor.caso import Caso, Valor
from motor.lectura import Estado, Lectura, Veredicto
from motor.resultado import Advertencia, Hallazgo, Motivo
from motor.semantica import Evaluador, cumple_hoja, otro_dato
from motor.verdad import Verdad, alguna, negar, todas
from reglas.catalogo import Catalogo, Edicion, Regla
from reglas.condiciones import (
    Alguna,
    Ambito,
    EnLista,
    Expresion,
    HechoEs,
    Hoja,
    Ninguna,
    Referencia,
    Todas,
    referencias,
)
from reglas.fichas import ActoPropio, Cita
from reglas.palabras import Palabras, fecha_en_palabras

Leido = Mapping[Referencia, Valor | Verdad | None]


class Explicador:
    """Explica los resultados de una lectura con lo que su evaluador consumió (`Lectura.leido`)."""

    def __init__(self, edicion: Edicion, caso: Caso, lectura: Lectura) -> None:
        self._edicion = edicion
        self._caso = caso
        self._lectura = lectura
        self._palabras = Palabras(edicion.catalogo, codigos=True)
        self._evaluador = Evaluador(edicion, caso, dict(lectura.hechos))
        self._de_hechos: dict[Referencia, tuple[Motivo, ...]] = {}
        self._posteriores = {
            c: r.valor
            for c, r in caso.respuestas.items()
            if isinstance(r.valor, date) and r.valor > caso.fecha_corte
        }

    def hallazgo(self, regla: Regla, *, con_porque: bool = True) -> Hallazgo:
        """El resultado de una regla con sus motivos y advertencias."""
        veredicto = self._lectura.veredictos[regla.codigo]
        sostienen = self._sostienen(self._decisiva(regla, veredicto))
        return Hallazgo(
            regla=regla,
            cita=cita_para(self._edicion.catalogo, self._caso, regla),
            veredicto=veredicto,
            porque=tuple(dict.fromkeys(self._motivos(regla, veredicto))) if con_porque else (),
            advertencias=tuple(self._advertencias(regla, veredicto)),
            respaldado=any(self._con_evidencia(codigo) for codigo in sostienen),
            caracter=regla.caracter_para(self._caso.entidad.codigo),
            sostienen=sostienen,
        )

    def _decisiva(self, regla: Regla, veredicto: Veredicto) -> Expresion | None:
        """La condición que da un estado con grado: la de cumplir o la de cumplir en parte."""
        if veredicto.estado is Estado.CUMPLE:
            return regla.cumple_si
        return regla.parcial_si if veredicto.estado is Estado.PARCIAL or veredicto.medios_min == 1 else None

    def _sostienen(self, condicion: Expresion | None) -> tuple[str, ...]:
        """Los criterios que lee una condición, sin repetir."""
        leidos = (d.codigo for d in referencias(condicion) if d.ambito is Ambito.CRITERIO)
        return tuple(dict.fromkeys(leidos))

    def _con_evidencia(self, criterio: str) -> bool:
        respuesta = self._caso.respuestas.get(criterio)
        return respuesta is not None and bool(respuesta.evidencias)

    def _motivos(self, regla: Regla, veredicto: Veredicto) -> Iterator[Motivo]:
        leido = self._lectura.leido[regla.codigo]
        if regla.aplica_si is not None:
            aplica = self._verdad(regla.aplica_si, leido)
            yield from self._decisivos(regla.aplica_si, aplica, leido)
            if aplica is not Verdad.SI:
                return
        if veredicto.estado is Estado.NO_APLICA:
            return
        c = self._verdad(regla.cumple_si, leido)
        yield from self._decisivos(regla.cumple_si, c, leido)
        if c is not Verdad.SI and regla.parcial_si is not None:
            yield from self._decisivos(regla.parcial_si, self._verdad(regla.parcial_si, leido), leido)

    def _verdad(self, expresion: Expresion, leido: Leido) -> Verdad:
        match expresion:
            case Todas(partes):
                return todas(self._verdad(p, leido) for p in partes)
            case Alguna(partes):
                return alguna(self._verdad(p, leido) for p in partes)
            case Ninguna(partes):
                return negar(alguna(self._verdad(p, leido) for p in partes))
            case EnLista():
                return self._evaluador.verdad(expresion)
            case HechoEs(dato, esperado):
                hecho = leido[dato]
                assert isinstance(hecho, Verdad), "un hecho se consume como verdad"
                return hecho if esperado else negar(hecho)
        valor = leido[expresion.dato]
        otro = otro_dato(expresion)
        operando = None if otro is None else leido[otro]
        if valor is None or (otro is not None and operando is None):
            return Verdad.DESCONOCIDO
        assert not isinstance(valor, Verdad), "solo un hecho es verdad"
        assert not isinstance(operando, Verdad), "un hecho no se compara con otro dato"
        return Verdad.de(cumple_hoja(expresion, valor, operando))

    def _decisivos(self, expresion: Expresion, resultado: Verdad, leido: Leido) -> Iterator[Motivo]:
        """Solo las hojas que sostienen el resultado: en «todas» que da no, las que dan no; y así."""
        match expresion:
            case Todas(partes) | Alguna(partes):
                for parte in partes:
                    if self._verdad(parte, leido) is resultado:
                        yield from self._decisivos(parte, resultado, leido)
            case Ninguna(partes):
                for parte in partes:
                    if self._verdad(parte, leido) is negar(resultado):
                        yield from self._decisivos(parte, negar(resultado), leido)
            case _:
                yield self._motivo(expresion, resultado, leido)

    def _motivo(self, hoja: Hoja, resultado: Verdad, leido: Leido) -> Motivo:
        condicion = self._palabras.hoja(hoja)
        if isinstance(hoja, EnLista):
            return Motivo(f"lista.{hoja.lista}", hoja, resultado is Verdad.SI, condicion, resultado)
        motivos = self._motivos_de(hoja.dato) if isinstance(hoja, HechoEs) else ()
        return Motivo(str(hoja.dato), hoja, leido[hoja.dato], condicion, resultado, motivos)

    def _motivos_de(self, hecho: Referencia) -> tuple[Motivo, ...]:
        """Por qué vale lo que vale un hecho; lo leen muchas reglas, y es el mismo para todas."""
        if hecho not in self._de_hechos:
            si, suyo = self._edicion.hechos[hecho.codigo].si, self._lectura.leido[str(hecho)]
            self._de_hechos[hecho] = tuple(self._decisivos(si, self._verdad(si, suyo), suyo))
        return self._de_hechos[hecho]

    def _advertencias(self, regla: Regla, veredicto: Veredicto) -> Iterator[Advertencia]:
        if veredicto.estado is Estado.NO_APLICA:
            return
        for advertencia in regla.advertencias:
            if advertencia.cuando is None or self._evaluador.verdad(advertencia.cuando) is Verdad.SI:
                yield Advertencia(advertencia.texto, advertencia.citas)
        if (acto := _acto_ajeno(self._caso, regla)) is not None:
            yield Advertencia(acto.texto, (regla.ficha.cita,))
        yield from self._fechas_posteriores(regla)

    def _fechas_posteriores(self, regla: Regla) -> Iterator[Advertencia]:
        """Las respuestas se toman como dadas; un acto posterior al corte se advierte (contrato, § 2)."""
        if not self._posteriores:
            return
        corte = self._caso.fecha_corte
        plazo = regla.plazo if isinstance(regla.plazo, Referencia) else None
        for dato in dict.fromkeys([*referencias(regla.cumple_si), *referencias(regla.parcial_si)]):
            if dato.ambito is Ambito.CRITERIO and dato != plazo and dato.codigo in self._posteriores:
                valor = self._posteriores[dato.codigo]
                pregunta = self._edicion.catalogo.criterios[dato.codigo].pregunta
                yield Advertencia(
                    f"La fecha respondida en «{pregunta}» ({fecha_en_palabras(valor)}) "
                    f"es posterior a la fecha de corte ({fecha_en_palabras(corte)})."
                )


def cita_para(catalogo: Catalogo, caso: Caso, regla: Regla) -> Cita:
    """La cita de la regla o, si se apoya en un acto que expide cada entidad, la del suyo."""
    acto = _acto_ajeno(caso, regla)
    if acto is None:
        return regla.ficha.cita
    respuesta = caso.respuestas.get(acto.criterio)
    evidencias = respuesta.evidencias if respuesta is not None else ()
    cual = " y ".join(f"«{e}»" for e in evidencias)
    pregunta = catalogo.criterios[acto.criterio].pregunta
    lugar = "; ".join(evidencias) or f"Falta la evidencia de «{pregunta}»"
    return regla.ficha.cita.model_copy(
        update={
            "norma": acto.norma,
            "articulo": f"que es {cual}" if cual else "que falta nombrar como evidencia",
            "fuente": None,
            "lugar": lugar,
            "nota": None,
        }
    )


def _acto_ajeno(caso: Caso, regla: Regla) -> ActoPropio | None:
    """El acto en que se apoya la regla, si el de la cita no es el de esta entidad."""
    acto = regla.ficha.acto_propio
    return None if acto is None or caso.entidad.codigo in acto.entidades else acto
