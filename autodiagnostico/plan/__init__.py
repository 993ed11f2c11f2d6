"""El plan de la vigencia que sigue a un diagnóstico: sus fichas, sus pasos y lo que se deduce de ellos."""
