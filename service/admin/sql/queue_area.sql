-- Published areas that people have reported. Areas are not hidden here, so there are none of another visibility.
SELECT 'area' AS kind, a.slug AS id, '' AS title, '' AS body, 'fi' AS language, '' AS author, NULL AS reference,
       a.slug AS anchor, min(r.created_at) AS created_at, a.is_synthetic, 'public' AS visibility, '' AS waits_for,
       a.names AS theme_names,
       CAST(LEAST(count(DISTINCT r.reporter_hash), count(DISTINCT r.client_hash)) AS integer) AS people,
       array_agg(DISTINCT r.reason) AS reasons, array_agg(r.body ORDER BY r.id) FILTER (WHERE r.body <> '') AS words,
       NULL AS moderated_at, NULL AS reason, NULL AS moderator
FROM service.report AS r
JOIN boundaries.area AS a ON a.municipality_id = r.municipality_id AND a.slug = r.subject_id AND a.state = 'published'
WHERE r.municipality_id = :municipality_id AND r.subject_kind = 'area' AND r.resolved_at IS NULL
  AND :visibility = 'pending'
GROUP BY a.id
ORDER BY people DESC, created_at DESC
LIMIT :most
