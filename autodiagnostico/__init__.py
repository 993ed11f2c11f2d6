"""La aplicación: guarda entidades y respuestas, evalúa por encargo de las páginas y de la línea de órdenes."""
