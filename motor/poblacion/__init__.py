"""Las mismas reglas leídas a lo ancho: una población entera de casos, en columnas.

`motor.semantica` es la definición y esto tiene que decir siempre lo mismo, caso por caso y campo por
campo. Una edición se compila a un programa corto que una sola máquina corre sobre cualquier población.
"""

from motor.poblacion.columnas import Columnas, de_casos
from motor.poblacion.compilador import compilar
from motor.poblacion.corrida import evaluar
from motor.poblacion.esquema import Esquema
from motor.poblacion.programa import VEREDICTOS, Cota, Programa, Suma
from motor.poblacion.resultado import Poblacion

__all__ = [
    "VEREDICTOS",
    "Columnas",
    "Cota",
    "Esquema",
    "Poblacion",
    "Programa",
    "Suma",
    "compilar",
    "de_casos",
    "evaluar",
]
