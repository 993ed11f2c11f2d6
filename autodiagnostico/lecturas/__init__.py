"""Lo que dio cada diagnóstico, guardado para comparar muchos: se calcula a lo ancho y se lee con SQL."""
