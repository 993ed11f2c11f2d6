"""Quién puede llegar a las páginas, y las páginas con que se entra: van aparte de Streamlit y sin guiones."""
