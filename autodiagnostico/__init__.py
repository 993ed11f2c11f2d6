"""La aplicación: guarda entidades y respuestas, y evalúa para las páginas y la línea de órdenes."""
