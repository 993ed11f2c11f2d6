"""El cuarto de la Subsecretaría: de un vistazo, y luego el detalle."""
