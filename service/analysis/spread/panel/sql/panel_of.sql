-- A measure in every division, as far as it is counted.
SELECT measure, stamp, state, done, total, result, result_stamp, asked_at, ready_at
FROM zoning_panel
WHERE municipality_id = :municipality_id AND measure = :measure
