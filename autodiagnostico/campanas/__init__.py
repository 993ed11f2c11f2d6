"""Campañas de la Subsecretaría: a quién se llama, en qué va cada entidad y a quién recordarle. Puro."""
