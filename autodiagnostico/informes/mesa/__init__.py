"""Los informes de la Mesa: cada uno arma sus bloques y sus hojas con los mismos datos."""
