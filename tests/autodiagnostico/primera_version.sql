-- Lo que guardaba la primera versión (revisión 0001), con SQL que vale en los dos motores.
-- El segundo diagnóstico se borra al final: su número no se puede volver a dar.
INSERT INTO entidad (codigo, nombre, atributos, demostracion, creada) VALUES
    ('PRUEBA', 'Instituto de Prueba', '{"tipo": "establecimiento_publico", "orden": "territorial", "rama_ejecutiva": true, "distrito_capital": true, "tiene_tramites_opa": true}', FALSE, '2026-01-10 08:00:00.000000'),
    ('EJEMPLO', 'Oficina «ñandú» de Ejemplo', '{}', TRUE, '2026-01-11 08:00:00.123456');
INSERT INTO diagnostico (entidad_id, vigencia, fecha_corte, estado, creado, enviado, version_reglas, digesto_reglas, entidad_al_enviar) VALUES
    (1, 2026, NULL, 'borrador', '2026-02-01 09:30:00.000000', NULL, NULL, NULL, NULL),
    (1, 2025, '2025-12-31', 'enviado', '2025-11-01 09:30:00.000000', '2025-12-31 23:59:59.999999', '2026.1', 'abc', '{"codigo": "PRUEBA", "nombre": "Instituto de Prueba"}'),
    (2, 2026, NULL, 'borrador', '2026-02-02 09:30:00.000000', NULL, NULL, NULL, NULL);
INSERT INTO respuesta (diagnostico_id, criterio, valor, no_aplica, evidencias, observacion, guardada) VALUES
    (1, 'mesa.existe', 'true', NULL, '["Acta 1", "Acta «2»"]', 'así', '2026-03-01 10:00:00.000000'),
    (1, 'mesa.reglamento', '"parcial"', NULL, '[]', '', '2026-03-01 10:01:00.000000'),
    (1, 'mesa.fecha_reglamento', '"2026-07-01"', NULL, '[]', '', '2026-03-01 10:02:00.000000'),
    (1, 'mesa.bloques', '["servicio", "defensoria"]', NULL, '[]', 'con renglón
y otro', '2026-03-01 10:03:00.000000'),
    (1, 'mesa.acto_publicado', NULL, 'no tiene trámites', '[]', '', '2026-03-01 10:04:00.000000'),
    (1, 'cigd.existe', NULL, NULL, '["Resolución 5"]', 'sin responder, con evidencia', '2026-03-01 10:05:00.000000'),
    (2, 'mesa.existe', 'false', NULL, '[]', '', '2025-12-01 10:00:00.000000'),
    (3, 'mesa.existe', 'true', NULL, '[]', '', '2026-03-02 10:00:00.000000');
INSERT INTO asignacion_de_tema (diagnostico_id, tema, responsable, fecha) VALUES (1, 'mesa', 'Planeación', '2026-04-30');
INSERT INTO diferido (diagnostico_id, regla, razon, hasta_vigencia) VALUES (1, 'REGLA', 'sin presupuesto', 2027);
INSERT INTO item_de_plan (diagnostico_id, accion, destino, responsable, fecha, nota, orden) VALUES
    (1, 'A-MESA-REGLAMENTO', 'plan_accion', 'Secretaría técnica', '2026-09-30', '', 1);
INSERT INTO movimiento (diagnostico_id, hecho, motivo, cuando) VALUES
    (2, 'enviado', '', '2025-12-31 23:59:59.999999'),
    (1, 'reabierto', 'faltaba una respuesta', '2026-02-15 12:00:00.000000');
DELETE FROM diagnostico WHERE id = 3;
DELETE FROM respuesta WHERE diagnostico_id = 3;
