-- What the queue noted of jobs that hold an address or a name, and that nobody works on right now.
DELETE FROM jobs.procrastinate_events
WHERE job_id IN (SELECT id FROM jobs.procrastinate_jobs
                 WHERE status <> 'doing' AND position(lower(:words) IN lower(CAST(args AS text))) > 0)
