-- What a proposal begins with when it is made of a public idea: its words, and the place as its author lets it be seen.
SELECT p.id, p.reference, p.title, p.body, ST_AsBinary(p.geom) AS wkb
FROM pin AS p
WHERE p.municipality_id = :municipality_id AND p.reference = :reference
