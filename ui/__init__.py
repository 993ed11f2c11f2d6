"""La cara de la aplicación: leer, llamar a un servicio y dibujar. Aquí nada se calcula ni se interpreta."""
