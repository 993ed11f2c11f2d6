"""Los guiones de las páginas. Los corre Streamlit por su ruta: no se importan."""
