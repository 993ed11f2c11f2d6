"""El cuestionario en Excel, CSV y JSON: va y vuelve sin perder nada, y lo malo se dice."""
