-- Proposals that reach into an area, with the share of each that lies inside.
SELECT p.slug, p.title, p.summary, p.state, p.is_synthetic, p.created_on, m.share
FROM membership AS m JOIN proposal AS p ON p.id = m.subject_id
WHERE m.area_version_id = :version_id AND m.subject_kind = 'proposal'
ORDER BY m.share DESC, p.created_on DESC
LIMIT :limit
