#!/bin/sh
# Deja en .venv lo que fija el candado:  sh .instalacion/instalar.sh uso|desarrollo|medir
#
# No pide ser administrador. Lo único que no es instalar con pip es conseguir Python.h:
# durable-rules se compila, y un Debian con solo python3 no trae las cabeceras.
set -eu
cd "$(dirname "$0")/.."
candado=${1:?se espera «uso», «desarrollo» o «medir»}
entorno=.venv

avisar() { printf '%s\n' "$*" >&2; }

desistir() {
    avisar ""
    avisar "No se pudo instalar: $1"
    shift
    for linea in "$@"; do avisar "  $linea"; done
    exit 1
}

# Se ejecuta el candidato en vez de buscarlo en el PATH: los de pyenv existen aunque no funcionen.
sirve() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; }

elegir_interprete() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3.12 python3.11 python3; fi
    for candidato in "$@"; do
        if sirve "$candidato"; then
            "$candidato" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    desistir "hace falta Python 3.11 o 3.12${PYTHON:+, y $PYTHON no lo es}." \
        "Con Python 3.13 o posterior no funciona: el motor de reglas, durable-rules, no se puede importar allí." \
        "En Debian 12 o Ubuntu 24.04:  sudo apt install python3 python3-venv" \
        "En otros sistemas:            uv python install 3.12   (o bien: pyenv install 3.12)" \
        "Si ya lo tiene en otra parte: make instalar PYTHON=/ruta/a/python3.12"
}

crear_entorno() {
    if sirve "$entorno/bin/python" && "$entorno/bin/python" -c 'import pip' 2>/dev/null; then return; fi
    interprete=$(elegir_interprete)
    "$interprete" -c 'import ensurepip, venv' 2>/dev/null ||
        desistir "a $interprete le falta el módulo venv." "En Debian o Ubuntu:  sudo apt install python3-venv"
    avisar "Creando $entorno con $("$interprete" --version)…"
    "$interprete" -m venv --clear "$entorno"
}

# El mismo compilador y las mismas carpetas que usará la construcción de durable-rules.
compila() {
    # CC y CPPFLAGS son listas de palabras: van sin comillas a propósito.
    # shellcheck disable=SC2086
    printf '%s\n' "$1" | $compilador ${CPPFLAGS:-} -I"$incluye" -fsyntax-only -x c - 2>/dev/null
}

preparar_compilacion() {
    if "$entorno/bin/python" -c 'import durable.engine' 2>/dev/null; then return; fi
    compilador=${CC:-$("$entorno/bin/python" -c 'import sysconfig; print(sysconfig.get_config_var("CC"))')}
    incluye=$("$entorno/bin/python" -c 'import sysconfig; print(sysconfig.get_path("include"))')
    compila '#include <stdio.h>' ||
        desistir "falta el compilador de C, que durable-rules necesita." \
            "En Debian o Ubuntu:  sudo apt install gcc libc6-dev"
    if compila '#include <Python.h>'; then return; fi
    traer_cabeceras || true
    compila '#include <Python.h>' ||
        desistir "falta Python.h, que durable-rules necesita para compilarse." \
            "En Debian o Ubuntu:  sudo apt install python3-dev"
}

# Baja el paquete de cabeceras de Debian y lo abre dentro de .venv, sin instalarlo en el sistema.
traer_cabeceras() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    version=$("$entorno/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    destino=$PWD/$entorno/cabeceras
    avisar "Falta Python.h: se trae libpython$version-dev a $entorno/cabeceras, sin tocar el sistema…"
    rm -rf "$destino"
    mkdir -p "$destino/apt/listas/partial" "$destino/apt/archives/partial"
    (cd "$destino/apt" && bajar_paquete "libpython$version-dev") || return 1
    dpkg-deb -x "$destino"/apt/*.deb "$destino"
    rm -r "$destino/apt"
    # Por CPATH y no por CPPFLAGS: así la carpeta del proyecto puede llevar espacios en el nombre.
    export CPATH="$destino/usr/include/python$version:$destino/usr/include${CPATH:+:$CPATH}"
}

# Primero con las listas de apt que tenga el sistema; si no tiene o son viejas, con unas propias.
bajar_paquete() {
    paquete=$1
    if apt_propio download "$paquete" 2>/dev/null; then return; fi
    set -- -o "Dir::State::Lists=$PWD/listas" -o "Dir::Cache=$PWD"
    apt_propio "$@" update >/dev/null || true # los ganchos del sistema pueden fallar sin que falten las listas
    apt_propio "$@" download "$paquete"
}

apt_propio() { apt-get -qq -o APT::Sandbox::User=root "$@"; }

instalar_con_pip() {
    "$entorno/bin/python" -m pip install --quiet --disable-pip-version-check "$@" ||
        desistir "pip se detuvo; la razón está arriba." \
            "Si fue la conexión, repita la orden: lo ya bajado no se vuelve a bajar."
}

crear_entorno
preparar_compilacion
avisar "Instalando lo que fija .candado/$candado.txt; la primera vez tarda unos minutos…"
# Por variable y no por opción: el pip de Debian 12 la necesita y los nuevos ya no la conocen.
export PIP_USE_PEP517=1
# Sin aislar la construcción: así tampoco las herramientas que compilan salen del candado.
instalar_con_pip --require-hashes -r .candado/construccion.txt
instalar_con_pip --require-hashes --no-build-isolation -r ".candado/$candado.txt"
instalar_con_pip --no-deps --no-build-isolation --editable .
