-- Proposals that take comments now and reach into an area, the newest first.
SELECT p.slug, p.title, p.summary, m.share
FROM proposal AS p JOIN membership AS m ON m.subject_kind = 'proposal' AND m.subject_id = p.id
WHERE m.area_version_id = :version_id AND p.municipality_id = :municipality_id AND p.state = 'open'
ORDER BY p.created_on DESC, p.slug
LIMIT :most
