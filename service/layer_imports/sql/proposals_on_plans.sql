-- Proposals whose report was reckoned on some plans since a moment.
SELECT count(*)
FROM service.proposal AS p
WHERE p.municipality_id = :municipality_id AND p.changed_at > :since AND p.state <> 'withdrawn'
  AND EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(p.coverage -> 'parts', CAST('[]' AS jsonb))) AS part
              WHERE CAST(part ->> 'plan_id' AS integer) = ANY (CAST(:plans AS integer[])))
