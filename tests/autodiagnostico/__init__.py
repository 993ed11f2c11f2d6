"""La aplicación, sobre un SQLite de verdad y con la base de reglas de fábrica."""
