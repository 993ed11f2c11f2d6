"""Los informes del Distrito: salen de la comparación, con grupos y nunca con puestos."""
