-- A mark of some plans as they are now: whatever is done to one of them changes it.
SELECT md5(string_agg(concat_ws('|', p.id, p.names, p.plan_kind, p.life_cycle_status, p.approved_on, p.valid_from,
                                p.valid_to, u.number, u.newest, round(CAST(u.area_m2 AS numeric), 1)), ';'
                      ORDER BY p.id))
FROM layers.zoning_plan AS p
LEFT JOIN LATERAL (
    SELECT count(*) AS number, max(id) AS newest, sum(area_m2) AS area_m2
    FROM layers.zoning_unit WHERE plan_id = p.id
) AS u ON TRUE
WHERE p.id = ANY (CAST(:plans AS integer[]))
