-- How many public pins an area holds, by state.
SELECT p.state, count(*) AS pin_count
FROM membership AS m JOIN pin AS p ON p.id = m.subject_id
WHERE m.area_version_id = :version_id AND m.subject_kind = 'pin'
GROUP BY p.state
