#!/bin/sh
# Vuelve a resolver las versiones y escribe los cuatro candados a partir de pyproject.toml.
# Lo que se agregue pasa a uv:  sh .candado/regenerar.sh --upgrade
set -eu
cd "$(dirname "$0")/.."

resolver() {
    salida=$1
    shift
    # Una sola versión de cada paquete para 3.11 y 3.12, y nada de la máquina en el archivo.
    uv pip compile "$@" --output-file ".candado/$salida.txt" --quiet \
        --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links
}

resolver construccion --group construccion "$@"
resolver uso pyproject.toml "$@"
# Cada uno parte de lo ya fijado en el anterior: el mismo paquete, la misma versión.
resolver desarrollo pyproject.toml --group desarrollo --constraint .candado/uso.txt "$@"
resolver medir pyproject.toml --group desarrollo --group medir --constraint .candado/desarrollo.txt "$@"
