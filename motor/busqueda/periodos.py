"""Los periodos de un plan: trimestres seguidos desde el día siguiente al corte."""

from __future__ import annotations

from datetime import date, timedelta

MESES = 3
_MESES_DEL_ANIO = 12


def trimestres(corte: date, cuantos: int) -> list[date]:
    """El último día de cada trimestre."""
    inicio = corte + timedelta(days=1)
    return [_meses_despues(inicio, MESES * i) - timedelta(days=1) for i in range(1, cuantos + 1)]


def _meses_despues(dia: date, meses: int) -> date:
    """El mismo día del mes, o el primero del siguiente si ese mes no lo tiene."""
    anios, mes = divmod(dia.month - 1 + meses, _MESES_DEL_ANIO)
    try:
        return date(dia.year + anios, mes + 1, dia.day)
    except ValueError:
        return _meses_despues(date(dia.year + anios, mes + 1, 1), 1)
