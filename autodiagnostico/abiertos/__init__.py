"""Los datos del Distrito para otros programas: tablas, su diccionario y lo que se calla para no señalar."""
