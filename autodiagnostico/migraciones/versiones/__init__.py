"""Una revisión por archivo; publicada, no se cambia: se agrega otra."""
