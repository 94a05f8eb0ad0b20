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
INSERT INTO public.alembic_version VALUES ('0013');
INSERT INTO public.arm VALUES ('lab', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('lab', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.caseset VALUES ('set', 'demo-member', '雨', 1, 1795724764167);
INSERT INTO public.cell VALUES ('lab', 1, 1, 1, 1, '7cd2b5011c5bdc67');
INSERT INTO public.cell VALUES ('lab', 2, 1, 1, 1, '706fc87c137478ba');
INSERT INTO public.decision VALUES (1, 'open', 'open@1', 1795724750123, NULL, '', '');
INSERT INTO public.decision VALUES (2, 'cheap', 'cheap@1', 1795724750123, NULL, '', '');
INSERT INTO public.decision VALUES (3, 'members', 'members@1', 1795724750123, NULL, '', '');
INSERT INTO public.entrydigest VALUES ('demo-member', 1, 'bdb562ddc003e6b9d1f571e71a2ca91b2da2acf07738858a5a779c2edc83b7f9');
INSERT INTO public.entrydigest VALUES ('demo-user', 1, '4dc0f8958477eff460f5a2d7e5d663f7f0975f6f15277c8c3b78bdf3bb6f60dc');
INSERT INTO public.entrydigest VALUES ('demo-user', 2, '146bf928f6d3dcb8a18de5f4147d4381f3184b70829a5efc9ab6a8147ad99fbe');
INSERT INTO public.entrydigest VALUES ('demo-user', 3, '1b8fedf7e386e97b0cf7d04462cd0de833646daeb966a8cf6030a51729c406f6');
INSERT INTO public.entrydigest VALUES ('demo-member', 2, '204d714eac4d725e7b54a9dddeb5982653c9e9f481343c70be8057b684180b7b');
INSERT INTO public.entrydigest VALUES ('demo-user', 4, '4411772a0975e51760b02d90d94d136efcb16982056a7a0ab9b0ae9cfc794c6e');
INSERT INTO public.entrydigest VALUES ('demo-user', 5, '99ba87e1445bf2524e80a43a7458402d9d7e97db22a2d5b9f1133dc737962a7f');
INSERT INTO public.entrydigest VALUES ('demo-member', 3, '9f5d2dc175d71424cd97e6752640b80da277b4fc6817677dca98f0b208a313b3');
INSERT INTO public.entrydigest VALUES ('demo-member', 4, 'df2deab5cfb6ddc02cba35bfacbf8e9164deb7fdc34ec794f597ba67e9d2ef79');
INSERT INTO public.experiment VALUES ('lab', 'demo-member', 'cheap', 'which?', 1, 0, false, 1408413101, 1, 1795724760158, 1795724760299, NULL);
INSERT INTO public.experimentcase VALUES ('lab', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.generatedimage VALUES ('aa275c6d095d9c13', '476ad8d36c95f3c4', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795724756451, 'demo-member', 1795724754912, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('644b880dda1959dd', 'ee3f786524334679', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795724754344, 'demo-user', 1795724750854, 1795724758665, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('5c503576ddd1615d', 'c0a497a7951228b9', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795724753668, 'demo-user', 1795724750853, NULL, 1795724758792, NULL);
INSERT INTO public.generatedimage VALUES ('99f333621dd8e5f6', '7cd2b5011c5bdc67', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795724761777, 'demo-member', 1795724760299, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('38055b3874c21ec8', '706fc87c137478ba', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795724762825, 'demo-member', 1795724760300, NULL, NULL, NULL);
INSERT INTO public.generation VALUES ('7704c5b49652d4df', 'demo-user', 'waiting:0', '5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '', NULL, '', '1:1', 912057559, 'fake', 'fake-1', 5, 'held', '', '', '{}', 1795724759068, NULL, NULL, NULL, NULL, '1K', false, '', '', '', 'a lighthouse that nobody may log', '', '', '', '{}', NULL, NULL, 'df126232b848f6f2', 0, 'c892284881cf83bf', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', false);
INSERT INTO public.generation VALUES ('c0a497a7951228b9', 'demo-user', 'two:0', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 2104744036, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795724750853, 1795724750866, 1795724753344, 1795724753556, 1795724753668, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, 'df126232b848f6f2', 3, 'ccf63f6e81239526', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('ee3f786524334679', 'demo-user', 'two:1', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 1241224789, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795724750854, 1795724753787, 1795724753991, 1795724754087, 1795724754344, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, 'df126232b848f6f2', 3, 'ccf63f6e81239526', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('476ad8d36c95f3c4', 'demo-member', 'reference:0', 'b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b', 'members', '龙', '奇幻', 'a dragon for members'' eyes only', true, '', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', '1:1', 1671414231, 'fake', 'fake-1', 8, 'settled', '', '', '{}', 1795724754912, 1795724755460, 1795724755816, 1795724756251, 1795724756451, '1K', false, '', '', '', 'a dragon for members'' eyes only', '', '', '', '{}', NULL, NULL, 'df126232b848f6f2', 3, '3bc59dc806cc9dbb', false, NULL, NULL, NULL, NULL, NULL, 'members@1', '{}', true);
INSERT INTO public.generation VALUES ('b05af14bc17c638f', 'demo-user', 'broken:0', '9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, 'what fails', NULL, '', '1:1', 1533058543, 'fake', 'fake-1', 5, 'released', 'GENERATION_FAILED', 'unreadable_answer', '{}', 1795724756892, 1795724757243, 1795724757459, NULL, 1795724758031, '1K', false, '', '', '', 'a lighthouse that nobody may log
what fails', '', '', '', '{}', NULL, NULL, 'df126232b848f6f2', 3, '686335da15aee5e2', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('7cd2b5011c5bdc67', 'demo-member', 'lab:1:1:1:1', 'fe8a86c67e412bfe3c28e4a7f602b3d93fe9c4aad2b62dc4948dac7ababd5f6b', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 1079093446, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795724760299, 1795724761183, 1795724761419, 1795724761529, 1795724761777, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, 'df126232b848f6f2', 3, '1f9a159f455cf9d6', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false);
INSERT INTO public.generation VALUES ('706fc87c137478ba', 'demo-member', 'lab:2:1:1:1', '266421260e8afa0dc1bbdf2acdf6142378cfc41ff00322f499ba6782420d3802', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 1079093446, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795724760300, 1795724761926, 1795724761963, 1795724762297, 1795724762825, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, 'df126232b848f6f2', 3, '1f9a159f455cf9d6', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false);
INSERT INTO public.judgement VALUES ('7cd2b5011c5bdc67', 'demo-member', 1, 'unusable', 'hands', 1795724763649);
INSERT INTO public.keptcase VALUES ('set', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 2804, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 2804, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 2804, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795724100000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 2804, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 3407, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 3407, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 3407, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795724100000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 3407, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-member', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 1491, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 1491, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 1491, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795724100000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 1491, 1, 8);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795724100000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderdigest VALUES ('demo-user', 1, 'c0a497a7951228b9', '39ca0414752c599a474fb8e899aba042b5c7531b466148ce9ae5f9cffac6dfad');
INSERT INTO public.orderdigest VALUES ('demo-user', 2, 'ee3f786524334679', 'd7114786452f4ea32b9106a9fafc35c0c761682d6c09f6c7a8b670287ceab1f5');
INSERT INTO public.orderdigest VALUES ('demo-member', 1, '476ad8d36c95f3c4', '137a932def112ab4e61604f444bbc2c5c35bc4ca3c350691d1b5e0c447bb372d');
INSERT INTO public.orderdigest VALUES ('demo-user', 3, 'b05af14bc17c638f', '30d8c4980d41966443eccca0079c42ea603e4b9df0331a9041101cfa039042af');
INSERT INTO public.orderdigest VALUES ('demo-user', 4, '7704c5b49652d4df', '8fe489a87d7bfebec067bafc7b35dfacd13c24ccae39376246f42ef69fa80848');
INSERT INTO public.orderdigest VALUES ('demo-member', 2, '7cd2b5011c5bdc67', '0ad9ca1ef8247074cc0b457126770a3a6aae984de6910bc7f516291bbc8d2b49');
INSERT INTO public.orderdigest VALUES ('demo-member', 3, '706fc87c137478ba', '6198787fb08bf3f2dc8d5e1841daa4997b30fa45bebcfa7e347015a92bdbaf44');
INSERT INTO public.prompt VALUES ('open', '灯塔', '海边的灯塔', '自然', false, 0, false, false);
INSERT INTO public.prompt VALUES ('cheap', '石子', '一颗石子', '自然', false, 1, false, false);
INSERT INTO public.prompt VALUES ('members', '龙', '只给会员的龙', '奇幻', true, 2, false, false);
INSERT INTO public.promptversion VALUES ('open@1', 'open', 1, 'a lighthouse that nobody may log', '{}', 5, '', NULL, 1795724750123, '57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO public.promptversion VALUES ('cheap@1', 'cheap', 1, 'a pebble', '{}', 1, '', NULL, 1795724750123, 'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO public.promptversion VALUES ('members@1', 'members', 1, 'a dragon for members'' eyes only', '{}', 8, '', NULL, 1795724750123, '631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
INSERT INTO public.transaction VALUES (1, 'demo-member', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795724750756, '', '');
INSERT INTO public.transaction VALUES (2, 'demo-user', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795724750756, '', '');
INSERT INTO public.transaction VALUES (3, 'demo-user', 2, 'c0a497a7951228b9', 'token_consumption', 'completed', -5, 95, 'c0a497a7951228b9', 'open', 1795724753668, '', '');
INSERT INTO public.transaction VALUES (4, 'demo-user', 3, 'ee3f786524334679', 'token_consumption', 'completed', -5, 90, 'ee3f786524334679', 'open', 1795724754344, '', '');
INSERT INTO public.transaction VALUES (5, 'demo-member', 2, '476ad8d36c95f3c4', 'token_consumption', 'completed', -8, 92, '476ad8d36c95f3c4', 'members', 1795724756451, '', '');
INSERT INTO public.transaction VALUES (6, 'demo-user', 4, 'top-up', 'grant', 'completed', 100, 190, NULL, NULL, 1795724759355, '', '');
INSERT INTO public.transaction VALUES (7, 'demo-user', 5, 'correction', 'adjustment', 'completed', -7, 183, NULL, NULL, 1795724759628, 'admin', 'too much');
INSERT INTO public.transaction VALUES (8, 'demo-member', 3, '7cd2b5011c5bdc67', 'token_consumption', 'completed', -1, 91, '7cd2b5011c5bdc67', 'cheap', 1795724761777, '', '');
INSERT INTO public.transaction VALUES (9, 'demo-member', 4, '706fc87c137478ba', 'token_consumption', 'completed', -1, 90, '706fc87c137478ba', 'cheap', 1795724762825, '', '');
INSERT INTO public.uploadedreference VALUES ('demo-member', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', 1795724750815);
INSERT INTO public."user" VALUES ('demo-user', '演示用户', false, 183, 5, 1795724750756);
INSERT INTO public."user" VALUES ('demo-member', '演示会员', true, 90, 0, 1795724750756);
INSERT INTO public.versiondigest VALUES ('open', 1, 'c17cc8515c66da11075961977fbe36f43314dd5b6bf86338a07f8c651d0615f7');
INSERT INTO public.versiondigest VALUES ('cheap', 1, 'ff5e7e72fa6f3124c113e3fd1e52c991067bf3f57af2f8b523c19e8f1bf2417e');
INSERT INTO public.versiondigest VALUES ('members', 1, '07abe50d890d09f2d2aaaad5721cb62d15101fc07ce6db0d399d3c715a8f3b76');
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
