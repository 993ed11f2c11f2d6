"""El plan de trabajo de la Comisión: leerlo, y saber qué le toca a cada sesión y cómo va. Puro."""
