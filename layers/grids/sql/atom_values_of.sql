-- Figures of a partition's atoms with their states, and what each column means.
SELECT a.number, v.id AS variable_id, x.state, x.value
FROM atom AS a
JOIN atom_value AS x ON x.atom_id = a.id
JOIN variable AS v ON v.id = x.variable_id
WHERE a.partition_id = :partition_id
