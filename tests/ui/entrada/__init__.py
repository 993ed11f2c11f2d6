"""Las hojas con que se entra y la puerta que guarda las páginas."""
