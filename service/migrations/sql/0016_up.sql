-- What happened, where and on which day: one view that the pages of areas, feeds and digests read. It holds
-- what anyone may see and days alone, never times and never who said it.

-- An idea that waited for a moderator is news on the day on which it came to be seen, not on the day on which
-- it was written. Rows from before this column were seen from the start: NULL says so and rewrites no table.
ALTER TABLE service.pin ADD COLUMN shown_at timestamptz;

CREATE FUNCTION service.note_first_showing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.shown_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.visibility = 'public' THEN
            NEW.shown_at := NEW.created_at;
        END IF;
    ELSIF OLD.visibility = 'public' THEN
        NEW.shown_at := OLD.created_at;
    ELSIF NEW.visibility = 'public' THEN
        NEW.shown_at := now();
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER pin_first_showing BEFORE INSERT OR UPDATE OF visibility ON service.pin
    FOR EACH ROW EXECUTE FUNCTION service.note_first_showing();

CREATE INDEX ix_pin_public_shown ON service.pin
    (municipality_id, CAST(COALESCE(shown_at, created_at) AT TIME ZONE 'Europe/Helsinki' AS date))
    WHERE visibility = 'public';
CREATE INDEX ix_pin_state_change_day ON service.pin_state_change
    (CAST(at AT TIME ZONE 'Europe/Helsinki' AS date));

-- Every branch gives the same types, so that the planner can look into each with its own index.
CREATE VIEW public_api.activity AS
    SELECT CAST('pin_told' AS text) AS kind, p.municipality_id, CAST('pin' AS text) AS subject_kind,
           p.id AS subject_id, CAST(NULL AS integer) AS area_id,
           CAST(COALESCE(p.shown_at, p.created_at) AT TIME ZONE 'Europe/Helsinki' AS date) AS happened_on,
           CAST(p.reference AS text) AS name, 0 AS number, CAST(p.title AS text) AS title,
           left(CAST(p.body AS text), 400) AS body, CAST(p.language AS text) AS language,
           CAST(p.state AS text) AS state, CAST('' AS text) AS signature, CAST(NULL AS date) AS takes_place_on,
           CAST(NULL AS jsonb) AS names, p.is_synthetic
    FROM service.pin AS p
    WHERE p.visibility = 'public'
    UNION ALL
    SELECT CAST('pin_answered' AS text), p.municipality_id, CAST('pin' AS text), p.id, CAST(NULL AS integer),
           CAST(c.at AT TIME ZONE 'Europe/Helsinki' AS date), CAST(p.reference AS text), c.id,
           CASE WHEN p.title <> '' THEN CAST(p.title AS text) ELSE left(CAST(p.body AS text), 100) END,
           CAST(c.public_text AS text), CAST(p.language AS text), CAST(c.state AS text),
           CAST(c.signature AS text), CAST(NULL AS date), CAST(NULL AS jsonb), c.is_synthetic
    FROM service.pin_state_change AS c JOIN service.pin AS p ON p.id = c.pin_id
    WHERE p.visibility = 'public' AND c.state <> 'received'
    UNION ALL
    SELECT CAST('walk_announced' AS text), w.municipality_id, CAST('walk' AS text), w.id, CAST(NULL AS integer),
           CAST(w.created_at AT TIME ZONE 'Europe/Helsinki' AS date), CAST(w.slug AS text), 0,
           CAST(w.title AS text), CAST(w.summary AS text), CAST('' AS text), CAST('' AS text), CAST('' AS text),
           CAST(w.walked_at AT TIME ZONE 'Europe/Helsinki' AS date), CAST(NULL AS jsonb), w.is_synthetic
    FROM service.walk AS w
    WHERE w.created_at < w.walked_at
    UNION ALL
    -- A walk that was written down afterwards is news on the day on which it was.
    SELECT CAST('walk_held' AS text), w.municipality_id, CAST('walk' AS text), w.id, CAST(NULL AS integer),
           CAST(GREATEST(w.walked_at, w.created_at) AT TIME ZONE 'Europe/Helsinki' AS date), CAST(w.slug AS text),
           0, CAST(w.title AS text), CAST(w.summary AS text), CAST('' AS text), CAST('' AS text),
           CAST('' AS text), CAST(w.walked_at AT TIME ZONE 'Europe/Helsinki' AS date), CAST(NULL AS jsonb),
           w.is_synthetic
    FROM service.walk AS w
    WHERE w.walked_at <= now()
    UNION ALL
    SELECT CAST('proposal_opened' AS text), p.municipality_id, CAST('proposal' AS text), p.id,
           CAST(NULL AS integer),
           CAST(COALESCE((SELECT min(v.at) FROM service.proposal_version AS v
                          WHERE v.proposal_id = p.id AND v.state IN ('open', 'closed')), p.changed_at)
                AT TIME ZONE 'Europe/Helsinki' AS date),
           CAST(p.slug AS text), 0, CAST(p.title AS text), CAST(p.summary AS text), CAST('' AS text),
           CAST(p.state AS text), CAST(p.signature AS text), CAST(NULL AS date), CAST(NULL AS jsonb),
           p.is_synthetic
    FROM service.proposal AS p
    WHERE p.state IN ('open', 'closed')
    UNION ALL
    SELECT CASE WHEN v.number = 1 THEN CAST('area_drawn' AS text) ELSE CAST('boundary_changed' AS text) END,
           a.municipality_id, CAST('area' AS text), CAST(NULL AS uuid), a.id,
           CAST(v.valid_from AT TIME ZONE 'Europe/Helsinki' AS date), CAST(a.slug AS text), v.number,
           CAST('' AS text), CAST(v.reason AS text), CAST('' AS text), CAST(a.kind AS text), CAST('' AS text),
           CAST(NULL AS date), a.names, a.is_synthetic
    FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id
    WHERE a.state = 'published' AND (v.number > 1 OR a.kind = 'resident')
    UNION ALL
    SELECT CAST('decision_made' AS text), d.municipality_id, CAST('decision' AS text), d.id,
           CAST(NULL AS integer), CAST(d.decided_at AT TIME ZONE 'Europe/Helsinki' AS date), CAST(d.slug AS text),
           0, CAST(d.title AS text), CAST(d.reason AS text), CAST('' AS text), CAST('' AS text),
           CAST(d.signature AS text), CAST(NULL AS date), CAST(NULL AS jsonb), d.is_synthetic
    FROM service.decision AS d;

-- Which areas a decision chose, each with its reason.
CREATE VIEW public_api.decision_area AS
    SELECT d.id AS decision_id, d.municipality_id, d.slug, d.title, d.is_synthetic,
           CAST(d.decided_at AT TIME ZONE 'Europe/Helsinki' AS date) AS decided_on,
           a.id AS area_id, a.slug AS area_slug, a.names AS area_names, one.value ->> 'reason' AS reason
    FROM service.decision AS d
    CROSS JOIN LATERAL jsonb_array_elements(d.chosen) AS one(value)
    JOIN boundaries.area AS a ON a.municipality_id = d.municipality_id AND a.kind = 'postal'
         AND a.code = one.value ->> 'code' AND a.state = 'published';

-- Who follows an area by e-mail. The row is deleted when they stop. No view shows it.
CREATE TABLE service.follow (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT pk_follow PRIMARY KEY,
    municipality_id integer NOT NULL
        CONSTRAINT fk_follow_municipality_id REFERENCES boundaries.municipality (id),
    area_id integer NOT NULL CONSTRAINT fk_follow_area_id REFERENCES boundaries.area (id) ON DELETE CASCADE,
    email varchar NOT NULL,
    language varchar NOT NULL,
    rhythm varchar NOT NULL CONSTRAINT ck_follow_rhythm CHECK (rhythm IN ('daily', 'weekly')),
    token_hash bytea,
    asked_at timestamptz NOT NULL DEFAULT now(),
    mailed_at timestamptz,
    confirmed_at timestamptz,
    sent_through date
);
CREATE UNIQUE INDEX uq_follow_address ON service.follow (area_id, lower(email));
CREATE INDEX ix_follow_email ON service.follow (lower(email));
CREATE UNIQUE INDEX uq_follow_token_hash ON service.follow (token_hash);

SELECT service.wall_in();
