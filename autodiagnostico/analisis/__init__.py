"""Lo que se saca en limpio de muchas lecturas: recibe un cuadro ya acotado a lo que alguien puede ver."""
