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
CREATE FUNCTION public.refuse_promptversion_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'versions and decisions are append-only'; END $$;
CREATE FUNCTION public.refuse_versiondigest_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'digests are append-only'; END $$;
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
    picture_usd_micros bigint,
    enhance_usd_micros bigint,
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
    orders bigint NOT NULL,
    cost bigint NOT NULL,
    CONSTRAINT ck_orderbucket_cost_range CHECK ((cost >= orders)),
    CONSTRAINT ck_orderbucket_orders_range CHECK ((orders >= 1)),
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
    CONSTRAINT ck_user_balance_range CHECK (((balance >= 0) AND (balance <= '9007199254740991'::bigint))),
    CONSTRAINT ck_user_held_range CHECK (((held >= 0) AND (held <= balance)))
);
CREATE TABLE public.versiondigest (
    prompt_id character varying(64) NOT NULL,
    number integer NOT NULL,
    digest character varying(64) NOT NULL
);
ALTER TABLE ONLY public.decision ALTER COLUMN id SET DEFAULT nextval('public.decision_id_seq'::regclass);
ALTER TABLE ONLY public.transaction ALTER COLUMN id SET DEFAULT nextval('public.transaction_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0012');
INSERT INTO public.arm VALUES ('lab', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('lab', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.caseset VALUES ('set', 'demo-member', '雨', 1, 1795720477111);
INSERT INTO public.cell VALUES ('lab', 2, 1, 1, 1, 'd7d66147dd6d4c5a');
INSERT INTO public.cell VALUES ('lab', 1, 1, 1, 1, '3e8aa2ca2052b9ea');
INSERT INTO public.decision VALUES (1, 'open', 'open@1', 1795720476753, NULL, '', '');
INSERT INTO public.decision VALUES (2, 'cheap', 'cheap@1', 1795720476753, NULL, '', '');
INSERT INTO public.decision VALUES (3, 'members', 'members@1', 1795720476753, NULL, '', '');
INSERT INTO public.entrydigest VALUES ('demo-member', 1, 'a562ac628b698406f4c9984de2ed91c38505f636907798cafcd819daed50a3a1');
INSERT INTO public.entrydigest VALUES ('demo-user', 1, '4a669701d51102ff4c3fdaef3e2d954a2d4b8f6b669fef5232661ba7c426c100');
INSERT INTO public.entrydigest VALUES ('demo-user', 2, '9007cf0442eb512de0837e9f668fa0dd3947057fd3bf243917b02188c011e17f');
INSERT INTO public.entrydigest VALUES ('demo-user', 3, '3b5f9cf3013533494ef4899e23c64486c0298eb3e0dc2f7b06ac7c4323aaaf22');
INSERT INTO public.entrydigest VALUES ('demo-member', 2, '4d7e375e7ae02db41920a392ca3970a205d46b44243e3d1f11402abf7bb1c641');
INSERT INTO public.entrydigest VALUES ('demo-user', 4, 'de505005bf10bf992329d2bd4e9c322ecc0b58762903ae466d3a16f6efb6da03');
INSERT INTO public.entrydigest VALUES ('demo-user', 5, 'e5513d4fbde2b5b8e52490df6e48231083354f38dbb5e44f96863b397d980f82');
INSERT INTO public.entrydigest VALUES ('demo-member', 3, 'c87bb07f0d6c2b097ea2fdb19664305cdd86d2c10a33fdf81c37becd23dfa271');
INSERT INTO public.entrydigest VALUES ('demo-member', 4, 'd0d5b5dc1d0522cd504edb9d7ce46aada1e3bc120b91a049f67c3545166a0af7');
INSERT INTO public.experiment VALUES ('lab', 'demo-member', 'cheap', 'which?', 1, 0, false, 463500594, 1, 1795720476930, 1795720476950, NULL);
INSERT INTO public.experimentcase VALUES ('lab', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.generatedimage VALUES ('35b663c71ca3840c', '7918e75357789307', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795720476874, 'demo-member', 1795720476859, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('90e7f89ebd855ffb', 'bef14b5d930b2a9e', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795720476853, 'demo-user', 1795720476809, 1795720476902, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('114f583769436c86', 'f29d972cc7c53fcf', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795720476834, 'demo-user', 1795720476808, NULL, 1795720476904, NULL);
INSERT INTO public.generatedimage VALUES ('a6562093e4529f67', 'd7d66147dd6d4c5a', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795720477075, 'demo-member', 1795720476950, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('c6620f90b442fd1d', '3e8aa2ca2052b9ea', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795720477097, 'demo-member', 1795720476951, NULL, NULL, NULL);
INSERT INTO public.generation VALUES ('d07a39f7b58467f9', 'demo-user', 'waiting:0', '5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '', NULL, '', '1:1', 1110626930, 'fake', 'fake-1', 5, 'held', '', '', '{}', 1795720476910, NULL, NULL, NULL, NULL, '1K', false, '', '', '', 'a lighthouse that nobody may log', '', '', '', '{}', NULL, NULL, '6f587858b195ee60', 0, 'dbfff2822ac043f4', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', false);
INSERT INTO public.generation VALUES ('f29d972cc7c53fcf', 'demo-user', 'two:0', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 569563325, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795720476808, 1795720476817, 1795720476824, 1795720476829, 1795720476834, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '6f587858b195ee60', 3, '3559d5892aeb554f', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('bef14b5d930b2a9e', 'demo-user', 'two:1', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 1096170131, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795720476809, 1795720476839, 1795720476843, 1795720476848, 1795720476853, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '6f587858b195ee60', 3, '3559d5892aeb554f', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('7918e75357789307', 'demo-member', 'reference:0', 'b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b', 'members', '龙', '奇幻', 'a dragon for members'' eyes only', true, '', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', '1:1', 989438708, 'fake', 'fake-1', 8, 'settled', '', '', '{}', 1795720476859, 1795720476863, 1795720476867, 1795720476870, 1795720476874, '1K', false, '', '', '', 'a dragon for members'' eyes only', '', '', '', '{}', NULL, NULL, '6f587858b195ee60', 3, '62d3d1bd42c1f683', false, NULL, NULL, NULL, NULL, NULL, 'members@1', '{}', true);
INSERT INTO public.generation VALUES ('65b1e668b36efac2', 'demo-user', 'broken:0', '9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, 'what fails', NULL, '', '1:1', 1530807664, 'fake', 'fake-1', 5, 'released', 'GENERATION_FAILED', 'unreadable_answer', '{}', 1795720476879, 1795720476883, 1795720476887, NULL, 1795720476893, '1K', false, '', '', '', 'a lighthouse that nobody may log
what fails', '', '', '', '{}', NULL, NULL, '6f587858b195ee60', 3, '17a85772c984a5c2', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('d7d66147dd6d4c5a', 'demo-member', 'lab:2:1:1:1', '33743bf00360be1854a86e8de623a252aef54e03b2bf8a2cb6e7cd32d4967fee', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 320263821, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795720476950, 1795720476962, 1795720477065, 1795720477071, 1795720477075, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '6f587858b195ee60', 3, 'f69208a03a479847', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false);
INSERT INTO public.generation VALUES ('3e8aa2ca2052b9ea', 'demo-member', 'lab:1:1:1:1', '5db0950747940eb7e76afda75eaf1133f665c01f1df51df90aa338ba941a4ec0', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 320263821, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795720476951, 1795720477081, 1795720477087, 1795720477091, 1795720477097, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '6f587858b195ee60', 3, 'f69208a03a479847', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false);
INSERT INTO public.judgement VALUES ('d7d66147dd6d4c5a', 'demo-member', 1, 'unusable', 'hands', 1795720477106);
INSERT INTO public.keptcase VALUES ('set', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 26, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 26, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 26, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795719600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 26, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 44, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 44, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 44, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795719600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 44, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-member', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 15, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 15, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 15, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795719600000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 15, 1, 8);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795719600000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderdigest VALUES ('demo-user', 1, 'f29d972cc7c53fcf', 'd0749debb39c12f2831f4644be7b9daffc5fe4960cb6ab7bfa1fb13d9fbf2921');
INSERT INTO public.orderdigest VALUES ('demo-user', 2, 'bef14b5d930b2a9e', '074e396f3e4bc11c1bdecf0291f4b5b369428ba1785fbabb5df8df14808eeb02');
INSERT INTO public.orderdigest VALUES ('demo-member', 1, '7918e75357789307', 'd6ec74396be8f9a5f7eca11501255b792e36018864ff9bc0dba78b5561989548');
INSERT INTO public.orderdigest VALUES ('demo-user', 3, '65b1e668b36efac2', 'b19a4fb3a9651d3845cf8730678f5f4f00081995aac94b9a5514e5beaa4a49b1');
INSERT INTO public.orderdigest VALUES ('demo-user', 4, 'd07a39f7b58467f9', 'f888d0fc773e9fb78cf769b3bc3dfa011f3f4a851a1643f3bdb44c8529b0c117');
INSERT INTO public.orderdigest VALUES ('demo-member', 2, 'd7d66147dd6d4c5a', '92285dfdf40e86f1d6a29fe264292670253fb9edce739e69a3e2bddbe087d3e1');
INSERT INTO public.orderdigest VALUES ('demo-member', 3, '3e8aa2ca2052b9ea', '20b4ba02a9a8ddc7c16d4e059e3c39513068ce7ab7ab03fef1418473c233478d');
INSERT INTO public.prompt VALUES ('open', '灯塔', '海边的灯塔', '自然', false, 0, false, false);
INSERT INTO public.prompt VALUES ('cheap', '石子', '一颗石子', '自然', false, 1, false, false);
INSERT INTO public.prompt VALUES ('members', '龙', '只给会员的龙', '奇幻', true, 2, false, false);
INSERT INTO public.promptversion VALUES ('open@1', 'open', 1, 'a lighthouse that nobody may log', '{}', 5, '', NULL, 1795720476753, '57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO public.promptversion VALUES ('cheap@1', 'cheap', 1, 'a pebble', '{}', 1, '', NULL, 1795720476753, 'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO public.promptversion VALUES ('members@1', 'members', 1, 'a dragon for members'' eyes only', '{}', 8, '', NULL, 1795720476753, '631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
INSERT INTO public.transaction VALUES (1, 'demo-member', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795720476787, '', '');
INSERT INTO public.transaction VALUES (2, 'demo-user', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795720476787, '', '');
INSERT INTO public.transaction VALUES (3, 'demo-user', 2, 'f29d972cc7c53fcf', 'token_consumption', 'completed', -5, 95, 'f29d972cc7c53fcf', 'open', 1795720476834, '', '');
INSERT INTO public.transaction VALUES (4, 'demo-user', 3, 'bef14b5d930b2a9e', 'token_consumption', 'completed', -5, 90, 'bef14b5d930b2a9e', 'open', 1795720476853, '', '');
INSERT INTO public.transaction VALUES (5, 'demo-member', 2, '7918e75357789307', 'token_consumption', 'completed', -8, 92, '7918e75357789307', 'members', 1795720476874, '', '');
INSERT INTO public.transaction VALUES (6, 'demo-user', 4, 'top-up', 'grant', 'completed', 100, 190, NULL, NULL, 1795720476914, '', '');
INSERT INTO public.transaction VALUES (7, 'demo-user', 5, 'correction', 'adjustment', 'completed', -7, 183, NULL, NULL, 1795720476917, 'admin', 'too much');
INSERT INTO public.transaction VALUES (8, 'demo-member', 3, 'd7d66147dd6d4c5a', 'token_consumption', 'completed', -1, 91, 'd7d66147dd6d4c5a', 'cheap', 1795720477075, '', '');
INSERT INTO public.transaction VALUES (9, 'demo-member', 4, '3e8aa2ca2052b9ea', 'token_consumption', 'completed', -1, 90, '3e8aa2ca2052b9ea', 'cheap', 1795720477097, '', '');
INSERT INTO public.uploadedreference VALUES ('demo-member', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', 1795720476800);
INSERT INTO public."user" VALUES ('demo-user', '演示用户', false, 183, 5, 1795720476787);
INSERT INTO public."user" VALUES ('demo-member', '演示会员', true, 90, 0, 1795720476787);
INSERT INTO public.versiondigest VALUES ('open', 1, '4bf77858c4b7b575d00f5b8f20dffcaa1291fb947bfddc3b904df9c1716d27dd');
INSERT INTO public.versiondigest VALUES ('cheap', 1, '057cb18f176348ddca3bb976af248b650ebb1476e3ce5825f5855d507f323099');
INSERT INTO public.versiondigest VALUES ('members', 1, '869d8cfd7942bebb3a99187cc2e3dd1b927a9fa1f233deee00aa2bd8664a90a7');
SELECT pg_catalog.setval('public.decision_id_seq', 3, true);
SELECT pg_catalog.setval('public.transaction_id_seq', 9, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.arm
    ADD CONSTRAINT pk_arm PRIMARY KEY (experiment_id, number);
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
ALTER TABLE ONLY public.generatedimage
    ADD CONSTRAINT pk_generatedimage PRIMARY KEY (id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT pk_generation PRIMARY KEY (id);
ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT pk_judgement PRIMARY KEY (order_id, person_id, n);
ALTER TABLE ONLY public.keptcase
    ADD CONSTRAINT pk_keptcase PRIMARY KEY (set_id, number);
ALTER TABLE ONLY public.orderbucket
    ADD CONSTRAINT pk_orderbucket PRIMARY KEY (person_id, span_ms, begins_at, prompt_id, version_id, provider, model, status, error_code, error_reason, took_ms);
ALTER TABLE ONLY public.orderdigest
    ADD CONSTRAINT pk_orderdigest PRIMARY KEY (user_id, number);
ALTER TABLE ONLY public.prompt
    ADD CONSTRAINT pk_prompt PRIMARY KEY (id);
ALTER TABLE ONLY public.promptversion
    ADD CONSTRAINT pk_promptversion PRIMARY KEY (id);
ALTER TABLE ONLY public.transaction
    ADD CONSTRAINT pk_transaction PRIMARY KEY (id);
ALTER TABLE ONLY public.uploadedreference
    ADD CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name);
ALTER TABLE ONLY public."user"
    ADD CONSTRAINT pk_user PRIMARY KEY (id);
ALTER TABLE ONLY public.versiondigest
    ADD CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number);
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
CREATE UNIQUE INDEX ix_arm_base ON public.arm USING btree (experiment_id) WHERE is_base;
CREATE INDEX ix_decision_of_prompt ON public.decision USING btree (prompt_id, id);
CREATE INDEX ix_experiment_of_owner ON public.experiment USING btree (owner, created_at, id);
CREATE INDEX ix_experiment_recent ON public.experiment USING btree (created_at, id);
CREATE INDEX ix_generatedimage_bin ON public.generatedimage USING btree (user_id, trashed_at, generation_id) WHERE ((trashed_at IS NOT NULL) AND (purged_at IS NULL));
CREATE INDEX ix_generatedimage_starred ON public.generatedimage USING btree (user_id, ordered_at, generation_id) WHERE ((starred_at IS NOT NULL) AND (trashed_at IS NULL));
CREATE INDEX ix_generatedimage_trashed ON public.generatedimage USING btree (user_id, generation_id) WHERE (trashed_at IS NOT NULL);
CREATE INDEX ix_generation_ended ON public.generation USING btree (user_id, ended_at, id);
CREATE INDEX ix_generation_lease ON public.generation USING btree (owner, id, lease) WHERE ((status)::text = 'held'::text);
CREATE INDEX ix_generation_of_person ON public.generation USING btree (user_id, created_at, id, status);
CREATE INDEX ix_generation_of_prompt ON public.generation USING btree (user_id, prompt_id, created_at, id, status, ended_at, cost, error_code, error_reason);
CREATE INDEX ix_generation_open ON public.generation USING btree (user_id, created_at, id) WHERE ((status)::text = 'held'::text);
CREATE INDEX ix_generation_picture ON public.generation USING btree (user_id, created_at, id, prompt_id, prompt_title, wish) WHERE ((status)::text = 'settled'::text);
CREATE INDEX ix_generation_recent ON public.generation USING btree (created_at, id);
CREATE INDEX ix_generation_reference ON public.generation USING btree (reference);
CREATE INDEX ix_generation_unfolded ON public.generation USING btree (created_at, user_id, id) WHERE (NOT folded);
CREATE INDEX ix_transaction_of_person ON public.transaction USING btree (user_id, created_at, id, seq, amount);
CREATE INDEX ix_transaction_of_person_prompt ON public.transaction USING btree (user_id, prompt_id, created_at, id, amount);
CREATE INDEX ix_transaction_of_person_type ON public.transaction USING btree (user_id, type, created_at, id, amount);
CREATE INDEX ix_transaction_prompt ON public.transaction USING btree (prompt_id, created_at, id, amount);
CREATE INDEX ix_transaction_recent ON public.transaction USING btree (created_at, id, amount);
CREATE INDEX ix_transaction_type ON public.transaction USING btree (type, created_at, id, amount);
CREATE INDEX ix_uploadedreference_name ON public.uploadedreference USING btree (name);
CREATE STATISTICS public.orderbucket_spans (mcv) ON person_id, span_ms FROM public.orderbucket;
CREATE TRIGGER arm_no_change BEFORE DELETE OR UPDATE ON public.arm FOR EACH ROW EXECUTE FUNCTION public.refuse_frozen_change();
CREATE TRIGGER arm_no_truncate BEFORE TRUNCATE ON public.arm FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_experiment_change();
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
CREATE TRIGGER generatedimage_no_change BEFORE UPDATE OF id, generation_id, mime, width, height, size_bytes, sha256, created_at, user_id, ordered_at ON public.generatedimage FOR EACH ROW EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_delete BEFORE DELETE ON public.generatedimage FOR EACH ROW EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_return BEFORE UPDATE ON public.generatedimage FOR EACH ROW WHEN ((old.purged_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_truncate BEFORE TRUNCATE ON public.generatedimage FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER judgement_no_change BEFORE DELETE OR UPDATE ON public.judgement FOR EACH ROW EXECUTE FUNCTION public.refuse_judgement_change();
CREATE TRIGGER judgement_no_truncate BEFORE TRUNCATE ON public.judgement FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_judgement_change();
CREATE TRIGGER orderdigest_no_change BEFORE DELETE OR UPDATE ON public.orderdigest FOR EACH ROW EXECUTE FUNCTION public.refuse_orderdigest_change();
CREATE TRIGGER orderdigest_no_truncate BEFORE TRUNCATE ON public.orderdigest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_orderdigest_change();
CREATE TRIGGER promptversion_no_change BEFORE DELETE OR UPDATE ON public.promptversion FOR EACH ROW EXECUTE FUNCTION public.refuse_promptversion_change();
CREATE TRIGGER promptversion_no_truncate BEFORE TRUNCATE ON public.promptversion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_promptversion_change();
CREATE TRIGGER transaction_no_change BEFORE DELETE OR UPDATE ON public.transaction FOR EACH ROW EXECUTE FUNCTION public.refuse_entry_change();
CREATE TRIGGER transaction_no_truncate BEFORE TRUNCATE ON public.transaction FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_entry_change();
CREATE TRIGGER versiondigest_no_change BEFORE DELETE OR UPDATE ON public.versiondigest FOR EACH ROW EXECUTE FUNCTION public.refuse_versiondigest_change();
CREATE TRIGGER versiondigest_no_truncate BEFORE TRUNCATE ON public.versiondigest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_versiondigest_change();
ALTER TABLE ONLY public.arm
    ADD CONSTRAINT fk_arm_experiment_id_experiment FOREIGN KEY (experiment_id) REFERENCES public.experiment(id);
ALTER TABLE ONLY public.arm
    ADD CONSTRAINT fk_arm_version_id_promptversion FOREIGN KEY (version_id) REFERENCES public.promptversion(id);
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
ALTER TABLE ONLY public.promptversion
    ADD CONSTRAINT fk_promptversion_author_user FOREIGN KEY (author) REFERENCES public."user"(id);
ALTER TABLE ONLY public.promptversion
    ADD CONSTRAINT fk_promptversion_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
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
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT generation_version_id_fkey FOREIGN KEY (version_id) REFERENCES public.promptversion(id);
