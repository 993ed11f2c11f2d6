"""Lo que una página puede pedir. Cada función recibe primero la sala y devuelve fichas inmutables."""
