"""Los informes que se descargan. Sus bibliotecas se cargan al usarlas."""
