-- Jobs that hold an address or a name, and that nobody works on right now.
DELETE FROM jobs.procrastinate_jobs
WHERE status <> 'doing' AND position(lower(:words) IN lower(CAST(args AS text))) > 0
