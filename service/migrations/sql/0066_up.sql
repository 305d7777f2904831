-- The routes of walks are a layer of each municipality that has walks; others get its entry with their first walk.
INSERT INTO layers.layer (municipality_id, key, kind, names, source, licence, attribution, is_synthetic)
SELECT id, 'walks', 'walks', '{"fi": "Kehittämiskävelyt", "sv": "Utvecklingspromenader", "en": "Development walks"}',
       coalesce(names ->> 'fi', slug), 'CC BY 4.0', '', is_demo
FROM boundaries.municipality AS m
WHERE EXISTS (SELECT FROM service.walk AS w WHERE w.municipality_id = m.id)
ON CONFLICT (municipality_id, key) DO NOTHING;
