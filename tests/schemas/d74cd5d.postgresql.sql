CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.refuse_adminact_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'acts are append-only'; END $$;
CREATE FUNCTION public.refuse_ballot_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'ballots are append-only'; END $$;
CREATE FUNCTION public.refuse_cell_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'cells are append-only'; END $$;
CREATE FUNCTION public.refuse_decision_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'versions and decisions are append-only'; END $$;
CREATE FUNCTION public.refuse_entry_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'ledger entries are append-only'; END $$;
CREATE FUNCTION public.refuse_entrydigest_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'digests are append-only'; END $$;
CREATE FUNCTION public.refuse_experiment_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'experiments are frozen by their first run'; END $$;
CREATE FUNCTION public.refuse_extension_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'extensions are append-only'; END $$;
CREATE FUNCTION public.refuse_frozen_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM experiment e WHERE e.id = OLD.experiment_id AND e.frozen_at IS NOT NULL) THEN RAISE EXCEPTION 'experiments are frozen by their first run'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.refuse_generatedimage_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pictures are never deleted or altered'; END $$;
CREATE FUNCTION public.refuse_judgement_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'judgements are append-only'; END $$;
CREATE FUNCTION public.refuse_orderdigest_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'digests are append-only'; END $$;
CREATE FUNCTION public.refuse_pair_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pairs are append-only'; END $$;
CREATE FUNCTION public.refuse_promptversion_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'versions and decisions are append-only'; END $$;
CREATE FUNCTION public.refuse_reveal_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'reveals are append-only'; END $$;
CREATE FUNCTION public.refuse_versiondigest_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'digests are append-only'; END $$;
CREATE FUNCTION public.refuse_vote_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'votes are append-only'; END $$;
CREATE TABLE public.account (
    user_id character varying(64) NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    email character varying(200) NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.adminact (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    actor_id character varying(64) NOT NULL,
    kind character varying(200) NOT NULL,
    person_id character varying(64),
    prompt_id character varying(64),
    before text NOT NULL,
    after text NOT NULL,
    reason text NOT NULL,
    acted_at bigint NOT NULL,
    CONSTRAINT ck_adminact_changes_something CHECK ((before <> after)),
    CONSTRAINT ck_adminact_kind_known CHECK ((kind IN ('balance', 'membership', 'role', 'cost', 'archived', 'live'))),
    CONSTRAINT ck_adminact_of_a_person CHECK (((kind IN ('balance', 'membership', 'role')) = (person_id IS NOT NULL))),
    CONSTRAINT ck_adminact_of_one_thing CHECK (((person_id IS NULL) <> (prompt_id IS NULL))),
    CONSTRAINT ck_adminact_says_why CHECK ((((key)::text <> ''::text) AND (reason <> ''::text)))
);
CREATE SEQUENCE public.adminact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.adminact_id_seq OWNED BY public.adminact.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.arm (
    experiment_id character varying(64) NOT NULL,
    number integer NOT NULL,
    version_id character varying(200) NOT NULL,
    service character varying(200) NOT NULL,
    model character varying(200) NOT NULL,
    aspect_ratio character varying(200) NOT NULL,
    size character varying(200) NOT NULL,
    is_base boolean NOT NULL,
    CONSTRAINT ck_arm_number_range CHECK (((number >= 1) AND (number <= 4)))
);
CREATE TABLE public.ballot (
    pair_id character varying(64) NOT NULL,
    person_id character varying(64) NOT NULL,
    arm_is_left boolean NOT NULL,
    left_token character varying(64) NOT NULL,
    right_token character varying(64) NOT NULL,
    shown_at bigint NOT NULL,
    CONSTRAINT ck_ballot_two_tokens CHECK (((left_token)::text <> (right_token)::text))
);
CREATE TABLE public.caseset (
    id character varying(64) NOT NULL,
    owner character varying(64) NOT NULL,
    name character varying(200) NOT NULL,
    revision integer NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT ck_caseset_revision_range CHECK ((revision >= 1))
);
CREATE TABLE public.cell (
    experiment_id character varying(64) NOT NULL,
    arm integer NOT NULL,
    case_number integer NOT NULL,
    repeat integer NOT NULL,
    attempt integer NOT NULL,
    order_id character varying(64) NOT NULL,
    CONSTRAINT ck_cell_attempt_range CHECK ((attempt >= 1)),
    CONSTRAINT ck_cell_repeat_range CHECK (((repeat >= 1) AND (repeat <= 4)))
);
CREATE TABLE public.decision (
    id bigint NOT NULL,
    prompt_id character varying(64) NOT NULL,
    version_id character varying(200) NOT NULL,
    decided_at bigint NOT NULL,
    decided_by character varying(64),
    why text NOT NULL,
    proof text NOT NULL,
    CONSTRAINT ck_decision_version_is_its_prompts CHECK ((substr((version_id)::text, 1, (length((prompt_id)::text) + 1)) = ((prompt_id)::text || '@'::text)))
);
CREATE SEQUENCE public.decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.decision_id_seq OWNED BY public.decision.id;
CREATE TABLE public.entrydigest (
    user_id character varying(64) NOT NULL,
    seq bigint NOT NULL,
    digest character varying(64) NOT NULL
);
CREATE TABLE public.experiment (
    id character varying(64) NOT NULL,
    owner character varying(64) NOT NULL,
    prompt_id character varying(64) NOT NULL,
    question text NOT NULL,
    repeats integer NOT NULL,
    voters integer NOT NULL,
    own_votes boolean NOT NULL,
    seed bigint NOT NULL,
    revision integer NOT NULL,
    created_at bigint NOT NULL,
    frozen_at bigint,
    archived_at bigint,
    CONSTRAINT ck_experiment_archived_once_frozen CHECK (((archived_at IS NULL) OR ((frozen_at IS NOT NULL) AND (archived_at >= frozen_at)))),
    CONSTRAINT ck_experiment_frozen_once_made CHECK ((frozen_at >= created_at)),
    CONSTRAINT ck_experiment_repeats_range CHECK (((repeats >= 1) AND (repeats <= 4))),
    CONSTRAINT ck_experiment_revision_range CHECK ((revision >= 1)),
    CONSTRAINT ck_experiment_seed_range CHECK ((seed >= 0)),
    CONSTRAINT ck_experiment_voters_range CHECK (((voters >= 0) AND (voters <= 20)))
);
CREATE TABLE public.experimentcase (
    experiment_id character varying(64) NOT NULL,
    number integer NOT NULL,
    title character varying(200) NOT NULL,
    variables text NOT NULL,
    look_for text NOT NULL,
    reference character varying(200),
    reference_name character varying(200) NOT NULL,
    CONSTRAINT ck_experimentcase_number_range CHECK (((number >= 1) AND (number <= 64)))
);
CREATE TABLE public.extension (
    experiment_id character varying(64) NOT NULL,
    look integer NOT NULL,
    at bigint NOT NULL,
    person_id character varying(64) NOT NULL,
    voters_added integer NOT NULL,
    cells integer NOT NULL,
    CONSTRAINT ck_extension_adds_something CHECK (((voters_added > 0) OR (cells > 0))),
    CONSTRAINT ck_extension_cells_range CHECK ((cells >= 0)),
    CONSTRAINT ck_extension_look_range CHECK ((look >= 2)),
    CONSTRAINT ck_extension_voters_added_range CHECK (((voters_added >= 0) AND (voters_added <= 20)))
);
CREATE TABLE public.generatedimage (
    id character varying(64) NOT NULL,
    generation_id character varying(64) NOT NULL,
    mime character varying(200) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    created_at bigint NOT NULL,
    user_id character varying(64) NOT NULL,
    ordered_at bigint NOT NULL,
    starred_at bigint,
    trashed_at bigint,
    purged_at bigint,
    CONSTRAINT ck_generatedimage_purged_from_the_bin CHECK (((purged_at IS NULL) OR ((trashed_at IS NOT NULL) AND (purged_at >= trashed_at)))),
    CONSTRAINT ck_generatedimage_starred_once_made CHECK ((starred_at >= created_at)),
    CONSTRAINT ck_generatedimage_trashed_once_made CHECK ((trashed_at >= created_at))
);
CREATE TABLE public.generation (
    id character varying(64) NOT NULL,
    user_id character varying(64) NOT NULL,
    key character varying(200) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    prompt_id character varying(64) NOT NULL,
    prompt_title character varying(200) NOT NULL,
    prompt_category character varying(200) NOT NULL,
    prompt_text text NOT NULL,
    prompt_members_only boolean NOT NULL,
    wish text NOT NULL,
    reference character varying(200),
    reference_name character varying(200) NOT NULL,
    aspect_ratio character varying(200) NOT NULL,
    seed bigint NOT NULL,
    provider character varying(200) NOT NULL,
    model character varying(200) NOT NULL,
    cost bigint NOT NULL,
    status character varying(200) NOT NULL,
    error_code character varying(200) NOT NULL,
    error_reason character varying(200) NOT NULL,
    error_facts text NOT NULL,
    created_at bigint NOT NULL,
    started_at bigint,
    generating_at bigint,
    saving_at bigint,
    ended_at bigint,
    size character varying(200) DEFAULT '1K'::character varying NOT NULL,
    enhance boolean DEFAULT false NOT NULL,
    enhance_model character varying(200) DEFAULT ''::character varying NOT NULL,
    enhance_error character varying(200) DEFAULT ''::character varying NOT NULL,
    enhanced_text text DEFAULT ''::text NOT NULL,
    sent_text text DEFAULT ''::text NOT NULL,
    finish_reason character varying(200) DEFAULT ''::character varying NOT NULL,
    model_version character varying(200) DEFAULT ''::character varying NOT NULL,
    service_text text DEFAULT ''::text NOT NULL,
    usage text DEFAULT '{}'::text NOT NULL,
    picture_micros bigint,
    enhance_micros bigint,
    owner character varying(64),
    lease bigint DEFAULT 0 NOT NULL,
    placed_by character varying(64) DEFAULT ''::character varying NOT NULL,
    batch boolean DEFAULT false NOT NULL,
    usage_text_in bigint,
    usage_picture_in bigint,
    usage_text_out bigint,
    usage_picture_out bigint,
    usage_thinking bigint,
    version_id character varying(200),
    variables text DEFAULT '{}'::text NOT NULL,
    folded boolean DEFAULT false NOT NULL,
    picture_currency character varying(200) DEFAULT 'USD'::character varying NOT NULL,
    enhance_currency character varying(200) DEFAULT 'USD'::character varying NOT NULL,
    quality character varying(200) DEFAULT ''::character varying NOT NULL,
    strength integer,
    used_seed bigint,
    budget_day integer DEFAULT 0 NOT NULL,
    budget_micros bigint DEFAULT 0 NOT NULL,
    budget_currency character varying(200) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT ck_generation_cost_range CHECK (((cost >= 1) AND (cost <= '9007199254740991'::bigint))),
    CONSTRAINT ck_generation_ended_when_not_held CHECK ((((status)::text = 'held'::text) = (ended_at IS NULL))),
    CONSTRAINT ck_generation_reason_when_released CHECK ((((status)::text = 'released'::text) = ((error_code)::text <> ''::text))),
    CONSTRAINT ck_generation_status_known CHECK ((status IN ('held', 'settled', 'released')))
);
CREATE TABLE public.judgement (
    order_id character varying(64) NOT NULL,
    person_id character varying(64) NOT NULL,
    n integer NOT NULL,
    answer character varying(200) NOT NULL,
    reason character varying(200) NOT NULL,
    judged_at bigint NOT NULL,
    CONSTRAINT ck_judgement_answer_known CHECK ((answer IN ('usable', 'unusable', 'unsure', 'undone'))),
    CONSTRAINT ck_judgement_n_range CHECK ((n >= 1)),
    CONSTRAINT ck_judgement_reason_known CHECK ((reason IN ('', 'hands', 'face', 'text', 'composition', 'off_reference', 'off_prompt'))),
    CONSTRAINT ck_judgement_reason_of_unusable CHECK ((((reason)::text = ''::text) OR ((answer)::text = 'unusable'::text)))
);
CREATE TABLE public.keptcase (
    set_id character varying(64) NOT NULL,
    number integer NOT NULL,
    title character varying(200) NOT NULL,
    variables text NOT NULL,
    look_for text NOT NULL,
    reference character varying(200),
    reference_name character varying(200) NOT NULL,
    CONSTRAINT ck_keptcase_number_range CHECK (((number >= 1) AND (number <= 64)))
);
CREATE TABLE public.orderbucket (
    person_id character varying(64) NOT NULL,
    span_ms bigint NOT NULL,
    begins_at bigint NOT NULL,
    prompt_id character varying(64) NOT NULL,
    version_id character varying(200) NOT NULL,
    provider character varying(200) NOT NULL,
    model character varying(200) NOT NULL,
    status character varying(200) NOT NULL,
    error_code character varying(200) NOT NULL,
    error_reason character varying(200) NOT NULL,
    took_ms bigint NOT NULL,
    currency character varying(200) NOT NULL,
    orders bigint NOT NULL,
    cost bigint NOT NULL,
    priced bigint NOT NULL,
    micros bigint NOT NULL,
    CONSTRAINT ck_orderbucket_cost_range CHECK ((cost >= orders)),
    CONSTRAINT ck_orderbucket_micros_range CHECK ((micros >= 0)),
    CONSTRAINT ck_orderbucket_orders_range CHECK ((orders >= 1)),
    CONSTRAINT ck_orderbucket_priced_range CHECK (((priced >= 0) AND (priced <= orders))),
    CONSTRAINT ck_orderbucket_span_begins_at_its_own CHECK (((span_ms > 0) AND ((begins_at % span_ms) = 0))),
    CONSTRAINT ck_orderbucket_took_range CHECK ((took_ms >= 0))
);
CREATE TABLE public.orderdigest (
    user_id character varying(64) NOT NULL,
    number bigint NOT NULL,
    order_id character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    CONSTRAINT ck_orderdigest_number_range CHECK ((number >= 1))
);
CREATE TABLE public.pair (
    id character varying(64) NOT NULL,
    experiment_id character varying(64) NOT NULL,
    arm integer NOT NULL,
    case_number integer NOT NULL,
    repeat integer NOT NULL,
    arm_order character varying(64) NOT NULL,
    base_order character varying(64) NOT NULL,
    look integer NOT NULL,
    opened_at bigint NOT NULL,
    CONSTRAINT ck_pair_look_range CHECK ((look >= 1)),
    CONSTRAINT ck_pair_repeat_range CHECK (((repeat >= 1) AND (repeat <= 4))),
    CONSTRAINT ck_pair_two_pictures CHECK (((arm_order)::text <> (base_order)::text))
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.prompt (
    id character varying(64) NOT NULL,
    title character varying(200) NOT NULL,
    description text NOT NULL,
    category character varying(200) NOT NULL,
    members_only boolean NOT NULL,
    "position" integer NOT NULL,
    archived boolean DEFAULT false NOT NULL,
    edited boolean DEFAULT false NOT NULL
);
CREATE TABLE public.promptversion (
    id character varying(200) NOT NULL,
    prompt_id character varying(64) NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    parameters text NOT NULL,
    cost bigint NOT NULL,
    note text NOT NULL,
    author character varying(64),
    created_at bigint NOT NULL,
    digest character varying(64) NOT NULL,
    CONSTRAINT ck_promptversion_cost_range CHECK (((cost >= 1) AND (cost <= '9007199254740991'::bigint))),
    CONSTRAINT ck_promptversion_id_says_which CHECK (((id)::text = (((prompt_id)::text || '@'::text) || ((number)::character varying)::text))),
    CONSTRAINT ck_promptversion_number_range CHECK ((number >= 1))
);
CREATE TABLE public.reveal (
    experiment_id character varying(64) NOT NULL,
    look integer NOT NULL,
    at bigint NOT NULL,
    person_id character varying(64),
    pairs integer NOT NULL,
    wanted integer NOT NULL,
    votes integer NOT NULL,
    missing integer NOT NULL,
    own_votes integer NOT NULL,
    verdict text NOT NULL,
    CONSTRAINT ck_reveal_counts_range CHECK (((pairs >= 0) AND (votes >= 0) AND (own_votes >= 0))),
    CONSTRAINT ck_reveal_look_range CHECK ((look >= 1)),
    CONSTRAINT ck_reveal_missing_is_the_rest CHECK (((missing >= 0) AND (missing = (wanted - votes))))
);
CREATE TABLE public.serviceday (
    service character varying(200) NOT NULL,
    day integer NOT NULL,
    currency character varying(200) NOT NULL,
    reserved bigint NOT NULL,
    spent bigint NOT NULL,
    CONSTRAINT ck_serviceday_money_range CHECK (((reserved >= 0) AND (spent >= 0)))
);
CREATE TABLE public.transaction (
    id bigint NOT NULL,
    user_id character varying(64) NOT NULL,
    seq bigint NOT NULL,
    key character varying(200) NOT NULL,
    type character varying(200) NOT NULL,
    status character varying(200) NOT NULL,
    amount bigint NOT NULL,
    balance_after bigint NOT NULL,
    generation_id character varying(64),
    prompt_id character varying(64),
    created_at bigint NOT NULL,
    actor character varying(200) DEFAULT ''::character varying NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT ck_transaction_adjustment_says_who CHECK ((((type)::text = 'adjustment'::text) = ((actor)::text <> ''::text))),
    CONSTRAINT ck_transaction_adjustment_says_why CHECK ((((type)::text = 'adjustment'::text) = (reason <> ''::text))),
    CONSTRAINT ck_transaction_amount_range CHECK (((amount <> 0) AND ((amount >= '-9007199254740991'::bigint) AND (amount <= '9007199254740991'::bigint)))),
    CONSTRAINT ck_transaction_balance_after_range CHECK (((balance_after >= 0) AND (balance_after <= '9007199254740991'::bigint))),
    CONSTRAINT ck_transaction_grants_add CHECK ((((type)::text = 'adjustment'::text) OR (((type)::text = 'grant'::text) = (amount > 0)))),
    CONSTRAINT ck_transaction_seq_range CHECK ((seq >= 1)),
    CONSTRAINT ck_transaction_spending_has_order CHECK ((((type)::text = 'token_consumption'::text) = (generation_id IS NOT NULL))),
    CONSTRAINT ck_transaction_status_completed CHECK (((status)::text = 'completed'::text)),
    CONSTRAINT ck_transaction_type_known CHECK ((type IN ('grant', 'token_consumption', 'adjustment')))
);
CREATE SEQUENCE public.transaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.transaction_id_seq OWNED BY public.transaction.id;
CREATE TABLE public.uploadedreference (
    user_id character varying(64) NOT NULL,
    name character varying(200) NOT NULL,
    file_name character varying(200) NOT NULL,
    uploaded_at bigint NOT NULL
);
CREATE TABLE public."user" (
    id character varying(64) NOT NULL,
    name character varying(200) NOT NULL,
    is_member boolean NOT NULL,
    balance bigint NOT NULL,
    held bigint NOT NULL,
    created_at bigint NOT NULL,
    role character varying(200) DEFAULT 'proposer'::character varying NOT NULL,
    CONSTRAINT ck_user_balance_range CHECK (((balance >= 0) AND (balance <= '9007199254740991'::bigint))),
    CONSTRAINT ck_user_held_range CHECK (((held >= 0) AND (held <= balance))),
    CONSTRAINT ck_user_role_known CHECK ((role IN ('proposer', 'publisher', 'administrator')))
);
CREATE TABLE public.versiondigest (
    prompt_id character varying(64) NOT NULL,
    number integer NOT NULL,
    digest character varying(64) NOT NULL
);
CREATE TABLE public.vote (
    pair_id character varying(64) NOT NULL,
    person_id character varying(64) NOT NULL,
    n integer NOT NULL,
    answer character varying(200) NOT NULL,
    look integer NOT NULL,
    voted_at bigint NOT NULL,
    CONSTRAINT ck_vote_answer_known CHECK ((answer IN ('left', 'right', 'same', 'neither', 'skip', 'undone'))),
    CONSTRAINT ck_vote_look_range CHECK ((look >= 1)),
    CONSTRAINT ck_vote_n_range CHECK ((n >= 1))
);
ALTER TABLE ONLY public.adminact ALTER COLUMN id SET DEFAULT nextval('public.adminact_id_seq'::regclass);
ALTER TABLE ONLY public.decision ALTER COLUMN id SET DEFAULT nextval('public.decision_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
ALTER TABLE ONLY public.transaction ALTER COLUMN id SET DEFAULT nextval('public.transaction_id_seq'::regclass);
INSERT INTO public.account VALUES ('demo-member', 'https://id.example', 'demo-member', 'boss@example.com', 1795807720880);
INSERT INTO public.adminact VALUES (1, 'k', 'demo-member', 'membership', 'demo-user', NULL, '0', '1', '补偿', 1795807720898);
INSERT INTO public.alembic_version VALUES ('0018');
INSERT INTO public.arm VALUES ('lab', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('lab', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.arm VALUES ('blind', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('blind', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.ballot VALUES ('b63ecc8cdfb52c06', 'voter', true, '86d240a13145716abb7ed8ec83e9223b', '90ebc3735c195d819dfb71d6d4c4aee1', 1795807720750);
INSERT INTO public.caseset VALUES ('set', 'demo-member', '雨', 1, 1795807720434);
INSERT INTO public.cell VALUES ('lab', 2, 1, 1, 1, '6c4781014103dcd3');
INSERT INTO public.cell VALUES ('lab', 1, 1, 1, 1, 'd15a1f7a3794846f');
INSERT INTO public.cell VALUES ('blind', 1, 1, 1, 1, '8f8f983805d8ba03');
INSERT INTO public.cell VALUES ('blind', 2, 1, 1, 1, '7a4a9426ad76a79a');
INSERT INTO public.decision VALUES (1, 'open', 'open@1', 1795807719663, NULL, '', '');
INSERT INTO public.decision VALUES (2, 'cheap', 'cheap@1', 1795807719663, NULL, '', '');
INSERT INTO public.decision VALUES (3, 'members', 'members@1', 1795807719663, NULL, '', '');
INSERT INTO public.entrydigest VALUES ('demo-member', 1, '73f2c52a01bfb6b98a5d876a6f3ce2d51394f162ba3c27f35078b4d02f2ff969');
INSERT INTO public.entrydigest VALUES ('demo-user', 1, 'c425c14d60ce4c92733d276eb344a2382385cae85e629fd7d27279d1aef1d18a');
INSERT INTO public.entrydigest VALUES ('demo-user', 2, '8fdb09089e5be01fb2bc49733dca61f464d4263cd9a04be65fd1c5e0dde242f0');
INSERT INTO public.entrydigest VALUES ('demo-user', 3, 'e0dbbd3d001c6f231d9a2c2198ebb7b61e9dbabe80b874b28f8d84d54721db59');
INSERT INTO public.entrydigest VALUES ('demo-member', 2, '99ac91aeba98e42ab72b72c600b391e53c1bbb1101d96d9e30d5c1eff860d94e');
INSERT INTO public.entrydigest VALUES ('demo-user', 4, 'a049c5018a1de3c0cc2e129cc2c627e93544ba8e843ae3de72e46213e27df2a9');
INSERT INTO public.entrydigest VALUES ('demo-user', 5, 'f845d64b1239f02fd75f018349692b396db55ec713b996a0efe48ad545c57a25');
INSERT INTO public.entrydigest VALUES ('demo-member', 3, '14c22831a323f557fb46450e53b7f94e3f2c9fc062ebd1ae0250bb9d0fe4bd90');
INSERT INTO public.entrydigest VALUES ('demo-member', 4, '374a85d4457d8652a2653a353b4c51fb16839e8e65056436ab3cb01a9998da3c');
INSERT INTO public.entrydigest VALUES ('demo-member', 5, '0871f35d0b50e959d931afd277207f8f923f4b7214efd98c92320976fcc36b80');
INSERT INTO public.entrydigest VALUES ('demo-member', 6, '3a1284a34a9be7b7debc6c8791367f5f286c981992f2834c75ac221a11946ed6');
INSERT INTO public.entrydigest VALUES ('voter', 1, '4ba51136b4ab27bbd2852e535f48211ae17274459cadcf10242b91a25c6aacf0');
INSERT INTO public.experiment VALUES ('lab', 'demo-member', 'cheap', 'which?', 1, 0, false, 342118916, 1, 1795807720216, 1795807720282, NULL);
INSERT INTO public.experiment VALUES ('blind', 'demo-member', 'cheap', 'which?', 1, 1, false, 1810339832, 3, 1795807720454, 1795807720520, NULL);
INSERT INTO public.experimentcase VALUES ('lab', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.experimentcase VALUES ('blind', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.extension VALUES ('blind', 2, 1795807720871, 'demo-member', 1, 0);
INSERT INTO public.generatedimage VALUES ('04a0aec263f19e57', '4eebf470ea1a2016', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795807720015, 'demo-member', 1795807719976, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('c37a407d44c2103d', '639c881bd03802d7', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795807719959, 'demo-user', 1795807719837, 1795807720114, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('29cdeb818f983603', '8c0498f09ec7c566', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795807719921, 'demo-user', 1795807719836, NULL, 1795807720121, NULL);
INSERT INTO public.generatedimage VALUES ('58be1700f7af7a1d', '6c4781014103dcd3', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795807720347, 'demo-member', 1795807720282, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('5cae70069f195ef5', 'd15a1f7a3794846f', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795807720387, 'demo-member', 1795807720283, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('2d1e89cbf1f35bb9', '8f8f983805d8ba03', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795807720584, 'demo-member', 1795807720520, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('a0674d9384acebaf', '7a4a9426ad76a79a', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795807720628, 'demo-member', 1795807720521, NULL, NULL, NULL);
INSERT INTO public.generation VALUES ('64ae85e3283d9a4d', 'demo-user', 'waiting:0', '265d092d56bcc56dbc585ca088481180a95bdb41a841dc29717f46b79ae27023', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '', NULL, '', '1:1', 475052056, 'fake', 'fake-1', 5, 'held', '', '', '{}', 1795807720146, NULL, NULL, NULL, NULL, '1K', false, '', '', '', 'a lighthouse that nobody may log', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 0, '745e58dd0b33998a', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.generation VALUES ('8c0498f09ec7c566', 'demo-user', 'two:0', 'f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 1501473669, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795807719836, 1795807719872, 1795807719888, 1795807719906, 1795807719921, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 3, 'af0c88c69375b6ca', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.generation VALUES ('639c881bd03802d7', 'demo-user', 'two:1', 'f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 392964372, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795807719837, 1795807719936, 1795807719943, 1795807719949, 1795807719959, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 3, 'af0c88c69375b6ca', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.generation VALUES ('4eebf470ea1a2016', 'demo-member', 'reference:0', 'bfb5907cb633322300c5da0327fb3e91fc0f9bf5370369559f7bc3ef2ae27667', 'members', '龙', '奇幻', 'a dragon for members'' eyes only', true, '', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', '1:1', 1801625821, 'fake', 'fake-1', 8, 'settled', '', '', '{}', 1795807719976, 1795807719992, 1795807720000, 1795807720007, 1795807720015, '1K', false, '', '', '', 'a dragon for members'' eyes only', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 3, '68505010e6e0531d', false, NULL, NULL, NULL, NULL, NULL, 'members@1', '{}', true, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.generation VALUES ('d90c9980874b1f5a', 'demo-user', 'broken:0', 'bbd831731d6bf52b6c0ab90cc3f6e15f6b90be298bfbb6079d2f9c4e7c3c1fed', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, 'what fails', NULL, '', '1:1', 1721379234, 'fake', 'fake-1', 5, 'released', 'GENERATION_FAILED', 'unreadable_answer', '{}', 1795807720035, 1795807720055, 1795807720065, NULL, 1795807720079, '1K', false, '', '', '', 'a lighthouse that nobody may log
what fails', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 3, 'eac027901e1f2be1', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.generation VALUES ('6c4781014103dcd3', 'demo-member', 'lab:2:1:1:1', 'e27c471e350c43d9c7d32c35407c75ff57d784d77d0f4a38b3aa5dd61bfa6b04', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 739261555, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795807720282, 1795807720321, 1795807720331, 1795807720338, 1795807720347, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 3, '97d2408eec8f483a', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.generation VALUES ('d15a1f7a3794846f', 'demo-member', 'lab:1:1:1:1', 'e5da4777f63ff63104ab2ffce34611eaa3103d7ce49f02fef2fa29ba5c1924ca', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 739261555, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795807720283, 1795807720361, 1795807720371, 1795807720379, 1795807720387, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 3, '97d2408eec8f483a', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.generation VALUES ('8f8f983805d8ba03', 'demo-member', 'blind:1:1:1:1', 'ed8dc6ed1b566d88ac446ba546fccbcff3ded6a105d3236cb9ac99dcd56dfeef', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 32195836, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795807720520, 1795807720556, 1795807720567, 1795807720575, 1795807720584, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 3, '8b4642938ff7a8af', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.generation VALUES ('7a4a9426ad76a79a', 'demo-member', 'blind:2:1:1:1', 'cffecc082fd01bfcc6e6439f97ad12e66e8bfdf02456b38d3c303463cea92d0f', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 32195836, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795807720521, 1795807720599, 1795807720610, 1795807720619, 1795807720628, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '42fd4a09819f1b1b', 3, '8b4642938ff7a8af', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20785, 300000, 'USD');
INSERT INTO public.judgement VALUES ('6c4781014103dcd3', 'demo-member', 1, 'unusable', 'hands', 1795807720416);
INSERT INTO public.keptcase VALUES ('set', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 85, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 85, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 85, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795806900000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 85, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 121, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 121, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 121, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795806900000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 121, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-member', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 39, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 39, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 39, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795806900000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 39, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795806900000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderdigest VALUES ('demo-user', 1, '8c0498f09ec7c566', '061553aa7a1cb2ada869a1718d39c8fc51e77577ebfef62cccee5b6db3c4f754');
INSERT INTO public.orderdigest VALUES ('demo-user', 2, '639c881bd03802d7', '2619db4645703d8514c27d1aa6b83cfff1ea714aff92b2501e4c2527a1c6b067');
INSERT INTO public.orderdigest VALUES ('demo-member', 1, '4eebf470ea1a2016', '05bdec7c983b68f9982b77d5640303c132e49c07da4760a2501e880599a60e27');
INSERT INTO public.orderdigest VALUES ('demo-user', 3, 'd90c9980874b1f5a', '1ec58e6bdc7ec8d1afaccb89a5888e8c9fa569df334264f6f296bee9ff9bdd17');
INSERT INTO public.orderdigest VALUES ('demo-user', 4, '64ae85e3283d9a4d', '90d536deedb4734244fbcfad9eded5bcc483227f94163c74ccf95bf039347ed9');
INSERT INTO public.orderdigest VALUES ('demo-member', 2, '6c4781014103dcd3', '4923d4a9e99e9d1b5e6c5ebdcc7cf1d1508688b6f2ddd064ec9af89cb6242556');
INSERT INTO public.orderdigest VALUES ('demo-member', 3, 'd15a1f7a3794846f', 'aceef6a891b98e842e0eed03ef3ed445d41daeebb5cd9817ebef066fd37934ac');
INSERT INTO public.orderdigest VALUES ('demo-member', 4, '8f8f983805d8ba03', 'ecc6e7794d5d105d7d9d469c8c3e87cbe9e387cb6c7c6468fee2c559a27364ff');
INSERT INTO public.orderdigest VALUES ('demo-member', 5, '7a4a9426ad76a79a', 'a24ce870ccb1aea4eb000a7e1a18f5a089e50a414cef286212d33eaa3170c19a');
INSERT INTO public.pair VALUES ('b63ecc8cdfb52c06', 'blind', 2, 1, 1, '7a4a9426ad76a79a', '8f8f983805d8ba03', 1, 1795807720707);
INSERT INTO public.prompt VALUES ('open', '灯塔', '海边的灯塔', '自然', false, 0, false, false);
INSERT INTO public.prompt VALUES ('cheap', '石子', '一颗石子', '自然', false, 1, false, false);
INSERT INTO public.prompt VALUES ('members', '龙', '只给会员的龙', '奇幻', true, 2, false, false);
INSERT INTO public.promptversion VALUES ('open@1', 'open', 1, 'a lighthouse that nobody may log', '{}', 5, '', NULL, 1795807719663, '57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO public.promptversion VALUES ('cheap@1', 'cheap', 1, 'a pebble', '{}', 1, '', NULL, 1795807719663, 'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO public.promptversion VALUES ('members@1', 'members', 1, 'a dragon for members'' eyes only', '{}', 8, '', NULL, 1795807719663, '631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
INSERT INTO public.reveal VALUES ('blind', 1, 1795807720839, NULL, 1, 1, 1, 0, 0, '{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 1, "tied": 0, "lost": 0, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
INSERT INTO public.serviceday VALUES ('fake', 20785, 'USD', 300000, 2100000);
INSERT INTO public.transaction VALUES (1, 'demo-member', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795807719771, '', '');
INSERT INTO public.transaction VALUES (2, 'demo-user', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795807719771, '', '');
INSERT INTO public.transaction VALUES (3, 'demo-user', 2, '8c0498f09ec7c566', 'token_consumption', 'completed', -5, 95, '8c0498f09ec7c566', 'open', 1795807719921, '', '');
INSERT INTO public.transaction VALUES (4, 'demo-user', 3, '639c881bd03802d7', 'token_consumption', 'completed', -5, 90, '639c881bd03802d7', 'open', 1795807719959, '', '');
INSERT INTO public.transaction VALUES (5, 'demo-member', 2, '4eebf470ea1a2016', 'token_consumption', 'completed', -8, 92, '4eebf470ea1a2016', 'members', 1795807720015, '', '');
INSERT INTO public.transaction VALUES (6, 'demo-user', 4, 'top-up', 'grant', 'completed', 100, 190, NULL, NULL, 1795807720159, '', '');
INSERT INTO public.transaction VALUES (7, 'demo-user', 5, 'correction', 'adjustment', 'completed', -7, 183, NULL, NULL, 1795807720167, 'admin', 'too much');
INSERT INTO public.transaction VALUES (8, 'demo-member', 3, '6c4781014103dcd3', 'token_consumption', 'completed', -1, 91, '6c4781014103dcd3', 'cheap', 1795807720347, '', '');
INSERT INTO public.transaction VALUES (9, 'demo-member', 4, 'd15a1f7a3794846f', 'token_consumption', 'completed', -1, 90, 'd15a1f7a3794846f', 'cheap', 1795807720387, '', '');
INSERT INTO public.transaction VALUES (10, 'demo-member', 5, '8f8f983805d8ba03', 'token_consumption', 'completed', -1, 89, '8f8f983805d8ba03', 'cheap', 1795807720584, '', '');
INSERT INTO public.transaction VALUES (11, 'demo-member', 6, '7a4a9426ad76a79a', 'token_consumption', 'completed', -1, 88, '7a4a9426ad76a79a', 'cheap', 1795807720628, '', '');
INSERT INTO public.transaction VALUES (12, 'voter', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795807720641, '', '');
INSERT INTO public.uploadedreference VALUES ('demo-member', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', 1795807719813);
INSERT INTO public."user" VALUES ('demo-member', '演示会员', true, 88, 0, 1795807719771, 'proposer');
INSERT INTO public."user" VALUES ('voter', '小雨', false, 100, 0, 1795807720641, 'proposer');
INSERT INTO public."user" VALUES ('demo-user', '演示用户', true, 183, 5, 1795807719771, 'proposer');
INSERT INTO public.versiondigest VALUES ('open', 1, '00d02136821fd1ced3f166ded9d1499c30d620800608eab519b327d702f6f926');
INSERT INTO public.versiondigest VALUES ('cheap', 1, '79db30da386cf1d2cda7c0e73c201a49b1f781b93e7927173fbb01899532d229');
INSERT INTO public.versiondigest VALUES ('members', 1, 'e6c6fb9303f69a03a25a2be9d60ede4b1392270bda3acbcc930ff27c85a989c4');
INSERT INTO public.vote VALUES ('b63ecc8cdfb52c06', 'voter', 1, 'left', 1, 1795807720790);
SELECT pg_catalog.setval('public.adminact_id_seq', 1, true);
SELECT pg_catalog.setval('public.decision_id_seq', 3, true);
SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);
SELECT pg_catalog.setval('public.transaction_id_seq', 12, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT pk_account PRIMARY KEY (user_id);
ALTER TABLE ONLY public.adminact
    ADD CONSTRAINT pk_adminact PRIMARY KEY (id);
ALTER TABLE ONLY public.arm
    ADD CONSTRAINT pk_arm PRIMARY KEY (experiment_id, number);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT pk_ballot PRIMARY KEY (pair_id, person_id);
ALTER TABLE ONLY public.caseset
    ADD CONSTRAINT pk_caseset PRIMARY KEY (id);
ALTER TABLE ONLY public.cell
    ADD CONSTRAINT pk_cell PRIMARY KEY (experiment_id, arm, case_number, repeat, attempt);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT pk_decision PRIMARY KEY (id);
ALTER TABLE ONLY public.entrydigest
    ADD CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq);
ALTER TABLE ONLY public.experiment
    ADD CONSTRAINT pk_experiment PRIMARY KEY (id);
ALTER TABLE ONLY public.experimentcase
    ADD CONSTRAINT pk_experimentcase PRIMARY KEY (experiment_id, number);
ALTER TABLE ONLY public.extension
    ADD CONSTRAINT pk_extension PRIMARY KEY (experiment_id, look);
ALTER TABLE ONLY public.generatedimage
    ADD CONSTRAINT pk_generatedimage PRIMARY KEY (id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT pk_generation PRIMARY KEY (id);
ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT pk_judgement PRIMARY KEY (order_id, person_id, n);
ALTER TABLE ONLY public.keptcase
    ADD CONSTRAINT pk_keptcase PRIMARY KEY (set_id, number);
ALTER TABLE ONLY public.orderbucket
    ADD CONSTRAINT pk_orderbucket PRIMARY KEY (person_id, span_ms, begins_at, prompt_id, version_id, provider, model, status, error_code, error_reason, took_ms, currency);
ALTER TABLE ONLY public.orderdigest
    ADD CONSTRAINT pk_orderdigest PRIMARY KEY (user_id, number);
ALTER TABLE ONLY public.pair
    ADD CONSTRAINT pk_pair PRIMARY KEY (id);
ALTER TABLE ONLY public.prompt
    ADD CONSTRAINT pk_prompt PRIMARY KEY (id);
ALTER TABLE ONLY public.promptversion
    ADD CONSTRAINT pk_promptversion PRIMARY KEY (id);
ALTER TABLE ONLY public.reveal
    ADD CONSTRAINT pk_reveal PRIMARY KEY (experiment_id, look);
ALTER TABLE ONLY public.serviceday
    ADD CONSTRAINT pk_serviceday PRIMARY KEY (service, day, currency);
ALTER TABLE ONLY public.transaction
    ADD CONSTRAINT pk_transaction PRIMARY KEY (id);
ALTER TABLE ONLY public.uploadedreference
    ADD CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name);
ALTER TABLE ONLY public."user"
    ADD CONSTRAINT pk_user PRIMARY KEY (id);
ALTER TABLE ONLY public.versiondigest
    ADD CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number);
ALTER TABLE ONLY public.vote
    ADD CONSTRAINT pk_vote PRIMARY KEY (pair_id, person_id, n);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT uq_account_issuer_subject UNIQUE (issuer, subject);
ALTER TABLE ONLY public.adminact
    ADD CONSTRAINT uq_adminact_key UNIQUE (key);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT uq_ballot_left_token UNIQUE (left_token);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT uq_ballot_right_token UNIQUE (right_token);
ALTER TABLE ONLY public.caseset
    ADD CONSTRAINT uq_caseset_owner_name UNIQUE (owner, name);
ALTER TABLE ONLY public.cell
    ADD CONSTRAINT uq_cell_order_id UNIQUE (order_id);
ALTER TABLE ONLY public.generatedimage
    ADD CONSTRAINT uq_generatedimage_generation_id UNIQUE (generation_id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT uq_generation_user_id_key UNIQUE (user_id, key);
ALTER TABLE ONLY public.orderdigest
    ADD CONSTRAINT uq_orderdigest_order_id UNIQUE (order_id);
ALTER TABLE ONLY public.pair
    ADD CONSTRAINT uq_pair_experiment_id_arm_case_number_repeat UNIQUE (experiment_id, arm, case_number, repeat);
ALTER TABLE ONLY public.promptversion
    ADD CONSTRAINT uq_promptversion_prompt_id_digest UNIQUE (prompt_id, digest);
ALTER TABLE ONLY public.promptversion
    ADD CONSTRAINT uq_promptversion_prompt_id_number UNIQUE (prompt_id, number);
ALTER TABLE ONLY public.transaction
    ADD CONSTRAINT uq_transaction_generation_id UNIQUE (generation_id);
ALTER TABLE ONLY public.transaction
    ADD CONSTRAINT uq_transaction_user_id_key UNIQUE (user_id, key);
ALTER TABLE ONLY public.transaction
    ADD CONSTRAINT uq_transaction_user_id_seq UNIQUE (user_id, seq);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX ix_adminact_of_person ON public.adminact USING btree (person_id, id);
CREATE INDEX ix_adminact_of_prompt ON public.adminact USING btree (prompt_id, id);
CREATE UNIQUE INDEX ix_arm_base ON public.arm USING btree (experiment_id) WHERE is_base;
CREATE INDEX ix_decision_of_prompt ON public.decision USING btree (prompt_id, id);
CREATE INDEX ix_experiment_of_owner ON public.experiment USING btree (owner, created_at, id);
CREATE INDEX ix_experiment_recent ON public.experiment USING btree (created_at, id);
CREATE INDEX ix_generatedimage_bin ON public.generatedimage USING btree (user_id, trashed_at, generation_id) WHERE ((trashed_at IS NOT NULL) AND (purged_at IS NULL));
CREATE INDEX ix_generatedimage_starred ON public.generatedimage USING btree (user_id, ordered_at, generation_id) WHERE ((starred_at IS NOT NULL) AND (trashed_at IS NULL));
CREATE INDEX ix_generatedimage_trashed ON public.generatedimage USING btree (user_id, generation_id) WHERE (trashed_at IS NOT NULL);
CREATE INDEX ix_generation_ended ON public.generation USING btree (user_id, ended_at, id);
CREATE INDEX ix_generation_lease ON public.generation USING btree (owner, id, lease) WHERE ((status)::text = 'held'::text);
CREATE INDEX ix_generation_made ON public.generation USING btree (prompt_id, version_id, provider) WHERE ((status)::text = 'settled'::text);
CREATE INDEX ix_generation_maker ON public.generation USING btree (provider, model, user_id);
CREATE INDEX ix_generation_of_person ON public.generation USING btree (user_id, created_at, id, status);
CREATE INDEX ix_generation_of_prompt ON public.generation USING btree (user_id, prompt_id, created_at, id, status, ended_at, cost, error_code, error_reason);
CREATE INDEX ix_generation_of_service ON public.generation USING btree (user_id, provider, created_at, id, model, status);
CREATE INDEX ix_generation_open ON public.generation USING btree (user_id, created_at, id) WHERE ((status)::text = 'held'::text);
CREATE INDEX ix_generation_picture ON public.generation USING btree (user_id, created_at, id, prompt_id, prompt_title, wish) WHERE ((status)::text = 'settled'::text);
CREATE INDEX ix_generation_recent ON public.generation USING btree (created_at, id, provider, model);
CREATE INDEX ix_generation_reference ON public.generation USING btree (reference);
CREATE INDEX ix_generation_unfolded ON public.generation USING btree (created_at, user_id, id) WHERE (NOT folded);
CREATE INDEX ix_transaction_of_person ON public.transaction USING btree (user_id, created_at, id, seq, amount);
CREATE INDEX ix_transaction_of_person_prompt ON public.transaction USING btree (user_id, prompt_id, created_at, id, amount);
CREATE INDEX ix_transaction_of_person_type ON public.transaction USING btree (user_id, type, created_at, id, amount);
CREATE INDEX ix_transaction_prompt ON public.transaction USING btree (prompt_id, created_at, id, amount);
CREATE INDEX ix_transaction_recent ON public.transaction USING btree (created_at, id, amount);
CREATE INDEX ix_transaction_type ON public.transaction USING btree (type, created_at, id, amount);
CREATE INDEX ix_uploadedreference_name ON public.uploadedreference USING btree (name);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE STATISTICS public.orderbucket_spans (mcv) ON person_id, span_ms FROM public.orderbucket;
CREATE TRIGGER adminact_no_change BEFORE DELETE OR UPDATE ON public.adminact FOR EACH ROW EXECUTE FUNCTION public.refuse_adminact_change();
CREATE TRIGGER adminact_no_truncate BEFORE TRUNCATE ON public.adminact FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_adminact_change();
CREATE TRIGGER arm_no_change BEFORE DELETE OR UPDATE ON public.arm FOR EACH ROW EXECUTE FUNCTION public.refuse_frozen_change();
CREATE TRIGGER arm_no_truncate BEFORE TRUNCATE ON public.arm FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_experiment_change();
CREATE TRIGGER ballot_no_change BEFORE DELETE OR UPDATE ON public.ballot FOR EACH ROW EXECUTE FUNCTION public.refuse_ballot_change();
CREATE TRIGGER ballot_no_truncate BEFORE TRUNCATE ON public.ballot FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_ballot_change();
CREATE TRIGGER cell_no_change BEFORE DELETE OR UPDATE ON public.cell FOR EACH ROW EXECUTE FUNCTION public.refuse_cell_change();
CREATE TRIGGER cell_no_truncate BEFORE TRUNCATE ON public.cell FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_cell_change();
CREATE TRIGGER decision_no_change BEFORE DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_decision_change();
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON public.decision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_decision_change();
CREATE TRIGGER entrydigest_no_change BEFORE DELETE OR UPDATE ON public.entrydigest FOR EACH ROW EXECUTE FUNCTION public.refuse_entrydigest_change();
CREATE TRIGGER entrydigest_no_truncate BEFORE TRUNCATE ON public.entrydigest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_entrydigest_change();
CREATE TRIGGER experiment_no_change BEFORE UPDATE ON public.experiment FOR EACH ROW WHEN (((old.frozen_at IS NOT NULL) AND (((new.id)::text IS DISTINCT FROM (old.id)::text) OR ((new.owner)::text IS DISTINCT FROM (old.owner)::text) OR ((new.prompt_id)::text IS DISTINCT FROM (old.prompt_id)::text) OR (new.question IS DISTINCT FROM old.question) OR (new.repeats IS DISTINCT FROM old.repeats) OR (new.voters IS DISTINCT FROM old.voters) OR (new.own_votes IS DISTINCT FROM old.own_votes) OR (new.seed IS DISTINCT FROM old.seed) OR (new.created_at IS DISTINCT FROM old.created_at) OR (new.frozen_at IS DISTINCT FROM old.frozen_at)))) EXECUTE FUNCTION public.refuse_experiment_change();
CREATE TRIGGER experiment_no_delete BEFORE DELETE ON public.experiment FOR EACH ROW WHEN ((old.frozen_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_experiment_change();
CREATE TRIGGER experiment_no_truncate BEFORE TRUNCATE ON public.experiment FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_experiment_change();
CREATE TRIGGER experimentcase_no_change BEFORE DELETE OR UPDATE ON public.experimentcase FOR EACH ROW EXECUTE FUNCTION public.refuse_frozen_change();
CREATE TRIGGER experimentcase_no_truncate BEFORE TRUNCATE ON public.experimentcase FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_experiment_change();
CREATE TRIGGER extension_no_change BEFORE DELETE OR UPDATE ON public.extension FOR EACH ROW EXECUTE FUNCTION public.refuse_extension_change();
CREATE TRIGGER extension_no_truncate BEFORE TRUNCATE ON public.extension FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_extension_change();
CREATE TRIGGER generatedimage_no_change BEFORE UPDATE OF id, generation_id, mime, width, height, size_bytes, sha256, created_at, user_id, ordered_at ON public.generatedimage FOR EACH ROW EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_delete BEFORE DELETE ON public.generatedimage FOR EACH ROW EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_return BEFORE UPDATE ON public.generatedimage FOR EACH ROW WHEN ((old.purged_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_truncate BEFORE TRUNCATE ON public.generatedimage FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER judgement_no_change BEFORE DELETE OR UPDATE ON public.judgement FOR EACH ROW EXECUTE FUNCTION public.refuse_judgement_change();
CREATE TRIGGER judgement_no_truncate BEFORE TRUNCATE ON public.judgement FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_judgement_change();
CREATE TRIGGER orderdigest_no_change BEFORE DELETE OR UPDATE ON public.orderdigest FOR EACH ROW EXECUTE FUNCTION public.refuse_orderdigest_change();
CREATE TRIGGER orderdigest_no_truncate BEFORE TRUNCATE ON public.orderdigest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_orderdigest_change();
CREATE TRIGGER pair_no_change BEFORE DELETE OR UPDATE ON public.pair FOR EACH ROW EXECUTE FUNCTION public.refuse_pair_change();
CREATE TRIGGER pair_no_truncate BEFORE TRUNCATE ON public.pair FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_pair_change();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER promptversion_no_change BEFORE DELETE OR UPDATE ON public.promptversion FOR EACH ROW EXECUTE FUNCTION public.refuse_promptversion_change();
CREATE TRIGGER promptversion_no_truncate BEFORE TRUNCATE ON public.promptversion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_promptversion_change();
CREATE TRIGGER reveal_no_change BEFORE DELETE OR UPDATE ON public.reveal FOR EACH ROW EXECUTE FUNCTION public.refuse_reveal_change();
CREATE TRIGGER reveal_no_truncate BEFORE TRUNCATE ON public.reveal FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_reveal_change();
CREATE TRIGGER transaction_no_change BEFORE DELETE OR UPDATE ON public.transaction FOR EACH ROW EXECUTE FUNCTION public.refuse_entry_change();
CREATE TRIGGER transaction_no_truncate BEFORE TRUNCATE ON public.transaction FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_entry_change();
CREATE TRIGGER versiondigest_no_change BEFORE DELETE OR UPDATE ON public.versiondigest FOR EACH ROW EXECUTE FUNCTION public.refuse_versiondigest_change();
CREATE TRIGGER versiondigest_no_truncate BEFORE TRUNCATE ON public.versiondigest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_versiondigest_change();
CREATE TRIGGER vote_no_change BEFORE DELETE OR UPDATE ON public.vote FOR EACH ROW EXECUTE FUNCTION public.refuse_vote_change();
CREATE TRIGGER vote_no_truncate BEFORE TRUNCATE ON public.vote FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_vote_change();
ALTER TABLE ONLY public.account
    ADD CONSTRAINT fk_account_user_id_user FOREIGN KEY (user_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.adminact
    ADD CONSTRAINT fk_adminact_actor_id_user FOREIGN KEY (actor_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.adminact
    ADD CONSTRAINT fk_adminact_person_id_user FOREIGN KEY (person_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.adminact
    ADD CONSTRAINT fk_adminact_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
ALTER TABLE ONLY public.arm
    ADD CONSTRAINT fk_arm_experiment_id_experiment FOREIGN KEY (experiment_id) REFERENCES public.experiment(id);
ALTER TABLE ONLY public.arm
    ADD CONSTRAINT fk_arm_version_id_promptversion FOREIGN KEY (version_id) REFERENCES public.promptversion(id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT fk_ballot_pair_id_pair FOREIGN KEY (pair_id) REFERENCES public.pair(id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT fk_ballot_person_id_user FOREIGN KEY (person_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.caseset
    ADD CONSTRAINT fk_caseset_owner_user FOREIGN KEY (owner) REFERENCES public."user"(id);
ALTER TABLE ONLY public.cell
    ADD CONSTRAINT fk_cell_experiment_id_arm FOREIGN KEY (experiment_id, arm) REFERENCES public.arm(experiment_id, number);
ALTER TABLE ONLY public.cell
    ADD CONSTRAINT fk_cell_experiment_id_experimentcase FOREIGN KEY (experiment_id, case_number) REFERENCES public.experimentcase(experiment_id, number);
ALTER TABLE ONLY public.cell
    ADD CONSTRAINT fk_cell_order_id_generation FOREIGN KEY (order_id) REFERENCES public.generation(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_decided_by_user FOREIGN KEY (decided_by) REFERENCES public."user"(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_version_id_promptversion FOREIGN KEY (version_id) REFERENCES public.promptversion(id);
ALTER TABLE ONLY public.entrydigest
    ADD CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY (user_id, seq) REFERENCES public.transaction(user_id, seq);
ALTER TABLE ONLY public.experiment
    ADD CONSTRAINT fk_experiment_owner_user FOREIGN KEY (owner) REFERENCES public."user"(id);
ALTER TABLE ONLY public.experiment
    ADD CONSTRAINT fk_experiment_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
ALTER TABLE ONLY public.experimentcase
    ADD CONSTRAINT fk_experimentcase_experiment_id_experiment FOREIGN KEY (experiment_id) REFERENCES public.experiment(id);
ALTER TABLE ONLY public.extension
    ADD CONSTRAINT fk_extension_experiment_id_experiment FOREIGN KEY (experiment_id) REFERENCES public.experiment(id);
ALTER TABLE ONLY public.extension
    ADD CONSTRAINT fk_extension_person_id_user FOREIGN KEY (person_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.generatedimage
    ADD CONSTRAINT fk_generatedimage_generation_id_generation FOREIGN KEY (generation_id) REFERENCES public.generation(id);
ALTER TABLE ONLY public.generatedimage
    ADD CONSTRAINT fk_generatedimage_user_id_user FOREIGN KEY (user_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT fk_generation_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT fk_generation_user_id_user FOREIGN KEY (user_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT fk_judgement_order_id_cell FOREIGN KEY (order_id) REFERENCES public.cell(order_id);
ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT fk_judgement_person_id_user FOREIGN KEY (person_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.keptcase
    ADD CONSTRAINT fk_keptcase_set_id_caseset FOREIGN KEY (set_id) REFERENCES public.caseset(id);
ALTER TABLE ONLY public.orderdigest
    ADD CONSTRAINT fk_orderdigest_order_id_generation FOREIGN KEY (order_id) REFERENCES public.generation(id);
ALTER TABLE ONLY public.orderdigest
    ADD CONSTRAINT fk_orderdigest_user_id_user FOREIGN KEY (user_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.pair
    ADD CONSTRAINT fk_pair_arm_order_cell FOREIGN KEY (arm_order) REFERENCES public.cell(order_id);
ALTER TABLE ONLY public.pair
    ADD CONSTRAINT fk_pair_base_order_cell FOREIGN KEY (base_order) REFERENCES public.cell(order_id);
ALTER TABLE ONLY public.pair
    ADD CONSTRAINT fk_pair_experiment_id_arm FOREIGN KEY (experiment_id, arm) REFERENCES public.arm(experiment_id, number);
ALTER TABLE ONLY public.pair
    ADD CONSTRAINT fk_pair_experiment_id_experimentcase FOREIGN KEY (experiment_id, case_number) REFERENCES public.experimentcase(experiment_id, number);
ALTER TABLE ONLY public.promptversion
    ADD CONSTRAINT fk_promptversion_author_user FOREIGN KEY (author) REFERENCES public."user"(id);
ALTER TABLE ONLY public.promptversion
    ADD CONSTRAINT fk_promptversion_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
ALTER TABLE ONLY public.reveal
    ADD CONSTRAINT fk_reveal_experiment_id_experiment FOREIGN KEY (experiment_id) REFERENCES public.experiment(id);
ALTER TABLE ONLY public.reveal
    ADD CONSTRAINT fk_reveal_person_id_user FOREIGN KEY (person_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.transaction
    ADD CONSTRAINT fk_transaction_generation_id_generation FOREIGN KEY (generation_id) REFERENCES public.generation(id);
ALTER TABLE ONLY public.transaction
    ADD CONSTRAINT fk_transaction_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
ALTER TABLE ONLY public.transaction
    ADD CONSTRAINT fk_transaction_user_id_user FOREIGN KEY (user_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.uploadedreference
    ADD CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY (user_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.versiondigest
    ADD CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY (prompt_id, number) REFERENCES public.promptversion(prompt_id, number);
ALTER TABLE ONLY public.vote
    ADD CONSTRAINT fk_vote_pair_id_ballot FOREIGN KEY (pair_id, person_id) REFERENCES public.ballot(pair_id, person_id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT generation_version_id_fkey FOREIGN KEY (version_id) REFERENCES public.promptversion(id);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
