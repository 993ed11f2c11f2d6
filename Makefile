# Los verbos del proyecto. `make ayuda` los lista con su comentario de dos almohadillas.
.DEFAULT_GOAL := ayuda
.PHONY: instalar abrir probar revisar medir ayuda

bin := .venv/bin
# Un sello por candado: se reinstala cuando cambia lo que lo decide, y nunca si nada cambió.
uso := .venv/uso.listo
desarrollo := .venv/desarrollo.listo
medidas := .venv/medir.listo
receta := pyproject.toml .candado/construccion.txt .instalacion/instalar.sh

instalar: $(uso) ## Crea .venv con lo fijado en el candado; el ejecutable queda en .venv/bin/autodiagnostico
	@echo 'Instalado: $(bin)/autodiagnostico --help'

abrir: $(uso) ## Abre la aplicación web en este computador
	$(bin)/autodiagnostico abrir

probar: revisar ## Revisa y corre todas las pruebas
	$(bin)/pytest

revisar: $(desarrollo) ## Formato, estilo, tipos, dirección de los imports y base de reglas
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/autodiagnostico reglas verificar

medir: $(medidas) ## Corre los bancos de rendimiento, con otros motores al lado
	$(bin)/python -m tests.rendimiento

ayuda: ## Muestra esta lista
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(uso): $(receta) .candado/uso.txt
	@sh .instalacion/instalar.sh uso
	@touch $@

$(desarrollo): $(uso) .candado/desarrollo.txt
	@sh .instalacion/instalar.sh desarrollo
	@touch $@

$(medidas): $(desarrollo) .candado/medir.txt
	@sh .instalacion/instalar.sh medir
	@touch $@
