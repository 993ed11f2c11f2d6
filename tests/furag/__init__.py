"""El cruce con el FURAG."""
