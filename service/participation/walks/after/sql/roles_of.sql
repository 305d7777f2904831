-- As whom people walked, the most first; what would tell of fewer than five is not there.
SELECT role, walker_count FROM walk_role WHERE walk_id = :walk_id ORDER BY walker_count DESC, role
