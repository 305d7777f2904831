-- The routes of walks are a layer of each municipality; a new one gets its entry when it is set up.
INSERT INTO layers.layer (municipality_id, key, kind, names, source, licence, attribution, is_synthetic)
SELECT id, 'walks', 'walks', '{"fi": "Kehittämiskävelyt", "sv": "Utvecklingspromenader", "en": "Development walks"}',
       coalesce(names ->> 'fi', slug), 'CC BY 4.0', '', is_demo
FROM boundaries.municipality
ON CONFLICT (municipality_id, key) DO NOTHING;
