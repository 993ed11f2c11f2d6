"""Medidas de fuera (FURAG, IDI, IGPD): leerlas y ponerlas junto a la madurez, nunca dentro. Puro."""
