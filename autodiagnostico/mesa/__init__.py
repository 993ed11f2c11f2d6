"""La Mesa Técnica: su registro, y lo que de él se deduce. Puro: no guarda nada."""
