CREATE FUNCTION public.refuse_decision_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'versions and decisions are append-only'; END $$;
CREATE FUNCTION public.refuse_entry_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'ledger entries are append-only'; END $$;
CREATE FUNCTION public.refuse_entrydigest_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'digests are append-only'; END $$;
CREATE FUNCTION public.refuse_generatedimage_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pictures are never deleted or altered'; END $$;
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
INSERT INTO public.alembic_version VALUES ('0011');
INSERT INTO public.decision VALUES (1, 'open', 'open@1', 1795696662951, NULL, '', '');
INSERT INTO public.decision VALUES (2, 'cheap', 'cheap@1', 1795696662951, NULL, '', '');
INSERT INTO public.decision VALUES (3, 'members', 'members@1', 1795696662951, NULL, '', '');
INSERT INTO public.entrydigest VALUES ('demo-member', 1, '351eaafd5eb152ae6ef23f1fa0948714bc17d79676e0727c537e7add4a42a612');
INSERT INTO public.entrydigest VALUES ('demo-user', 1, '006ca28b26e725f8396fb3a0831ee80f58bd6ae22958e9afb1c204fbd7f4f1ed');
INSERT INTO public.entrydigest VALUES ('demo-user', 2, '7efefa5c65d1f8ada1810b230380b062e06150ff5872ad166d266bc7863bdd62');
INSERT INTO public.entrydigest VALUES ('demo-user', 3, '231b9df7c2e1a8beb8e793351b550944242666c95a05425decbf611934076ef2');
INSERT INTO public.entrydigest VALUES ('demo-member', 2, 'e4dcaefe32898173a8696579c1c4d545c095fdd1551a6747985d10a9f545044a');
INSERT INTO public.entrydigest VALUES ('demo-user', 4, 'ceeb291b25706624a12ca3f7603b9f4adf695c091cf1c09a81dc8a6ce0069546');
INSERT INTO public.entrydigest VALUES ('demo-user', 5, '2361572dc84c53200554aca0ae07eff0fbe282d08fe298537a1c0cd85cca8d1d');
INSERT INTO public.generatedimage VALUES ('0d42fa411ecad698', 'fe7f9c37ee0a428f', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795696663607, 'demo-member', 1795696663495, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('8d1181b790cdf52c', 'f203a3b96265248e', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795696663463, 'demo-user', 1795696663187, 1795696663755, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('c6d51e77c8fd4144', '8b1f620ec442630c', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795696663355, 'demo-user', 1795696663186, NULL, 1795696663763, NULL);
INSERT INTO public.generation VALUES ('4be28a685f80aca2', 'demo-user', 'waiting:0', '5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '', NULL, '', '1:1', 149177386, 'fake', 'fake-1', 5, 'held', '', '', '{}', 1795696663795, NULL, NULL, NULL, NULL, '1K', false, '', '', '', 'a lighthouse that nobody may log', '', '', '', '{}', NULL, NULL, '32d7bf462808ebf4', 0, '2d662ed2dee98f1c', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', false);
INSERT INTO public.generation VALUES ('8b1f620ec442630c', 'demo-user', 'two:0', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 1449533655, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795696663186, 1795696663239, 1795696663279, 1795696663304, 1795696663355, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '32d7bf462808ebf4', 3, '9dfd01a3bea93db0', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('f203a3b96265248e', 'demo-user', 'two:1', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 1041834658, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795696663187, 1795696663383, 1795696663407, 1795696663425, 1795696663463, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '32d7bf462808ebf4', 3, '9dfd01a3bea93db0', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('fe7f9c37ee0a428f', 'demo-member', 'reference:0', 'b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b', 'members', '龙', '奇幻', 'a dragon for members'' eyes only', true, '', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', '1:1', 306232250, 'fake', 'fake-1', 8, 'settled', '', '', '{}', 1795696663495, 1795696663531, 1795696663555, 1795696663572, 1795696663607, '1K', false, '', '', '', 'a dragon for members'' eyes only', '', '', '', '{}', NULL, NULL, '32d7bf462808ebf4', 3, '0b649e9ffe1d602b', false, NULL, NULL, NULL, NULL, NULL, 'members@1', '{}', true);
INSERT INTO public.generation VALUES ('af3a7cec1314863f', 'demo-user', 'broken:0', '9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, 'what fails', NULL, '', '1:1', 377927705, 'fake', 'fake-1', 5, 'released', 'GENERATION_FAILED', 'unreadable_answer', '{}', 1795696663627, 1795696663647, 1795696663671, NULL, 1795696663703, '1K', false, '', '', '', 'a lighthouse that nobody may log
what fails', '', '', '', '{}', NULL, NULL, '32d7bf462808ebf4', 3, 'e520043fb25348b7', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 166, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 166, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 166, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795696200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 166, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 266, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 266, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 266, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795696200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 266, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-member', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 111, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 111, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 111, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795696200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 111, 1, 8);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795696200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderdigest VALUES ('demo-user', 1, '8b1f620ec442630c', 'd8dd09b0cacbe1549d9f59a2ecd823f00c6aeda8d477678ceb06c5ec68b50e6d');
INSERT INTO public.orderdigest VALUES ('demo-user', 2, 'f203a3b96265248e', 'f1302703254cacaee47946c24247450ac97d96f1c5e5c9d204f572cba83c2545');
INSERT INTO public.orderdigest VALUES ('demo-member', 1, 'fe7f9c37ee0a428f', 'e478e15cc28615e148ef72d9db011470eb9d3c450461b5061942c27286159028');
INSERT INTO public.orderdigest VALUES ('demo-user', 3, 'af3a7cec1314863f', '9a29eb396368143cb544bfea7495c072f49c7163ee51ac93bda36f5ca4bb33d9');
INSERT INTO public.orderdigest VALUES ('demo-user', 4, '4be28a685f80aca2', '6fe59f572041c504d32eaca7759d506208c21f64f63687db96d783d4dd2b1c56');
INSERT INTO public.prompt VALUES ('open', '灯塔', '海边的灯塔', '自然', false, 0, false, false);
INSERT INTO public.prompt VALUES ('cheap', '石子', '一颗石子', '自然', false, 1, false, false);
INSERT INTO public.prompt VALUES ('members', '龙', '只给会员的龙', '奇幻', true, 2, false, false);
INSERT INTO public.promptversion VALUES ('open@1', 'open', 1, 'a lighthouse that nobody may log', '{}', 5, '', NULL, 1795696662951, '57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO public.promptversion VALUES ('cheap@1', 'cheap', 1, 'a pebble', '{}', 1, '', NULL, 1795696662951, 'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO public.promptversion VALUES ('members@1', 'members', 1, 'a dragon for members'' eyes only', '{}', 8, '', NULL, 1795696662951, '631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
INSERT INTO public.transaction VALUES (1, 'demo-member', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795696663079, '', '');
INSERT INTO public.transaction VALUES (2, 'demo-user', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795696663079, '', '');
INSERT INTO public.transaction VALUES (3, 'demo-user', 2, '8b1f620ec442630c', 'token_consumption', 'completed', -5, 95, '8b1f620ec442630c', 'open', 1795696663355, '', '');
INSERT INTO public.transaction VALUES (4, 'demo-user', 3, 'f203a3b96265248e', 'token_consumption', 'completed', -5, 90, 'f203a3b96265248e', 'open', 1795696663463, '', '');
INSERT INTO public.transaction VALUES (5, 'demo-member', 2, 'fe7f9c37ee0a428f', 'token_consumption', 'completed', -8, 92, 'fe7f9c37ee0a428f', 'members', 1795696663607, '', '');
INSERT INTO public.transaction VALUES (6, 'demo-user', 4, 'top-up', 'grant', 'completed', 100, 190, NULL, NULL, 1795696663815, '', '');
INSERT INTO public.transaction VALUES (7, 'demo-user', 5, 'correction', 'adjustment', 'completed', -7, 183, NULL, NULL, 1795696663835, 'admin', 'too much');
INSERT INTO public.uploadedreference VALUES ('demo-member', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', 1795696663155);
INSERT INTO public."user" VALUES ('demo-member', '演示会员', true, 92, 0, 1795696663079);
INSERT INTO public."user" VALUES ('demo-user', '演示用户', false, 183, 5, 1795696663079);
INSERT INTO public.versiondigest VALUES ('open', 1, '4f4f76620c57200d8598a2e3009d688b5d811dc3d6635d66f084798c3e227db2');
INSERT INTO public.versiondigest VALUES ('cheap', 1, '3fc50c6796a530f1b84a3a54345db8325bb2d83a1f1b264e947e0116f666b8a4');
INSERT INTO public.versiondigest VALUES ('members', 1, '50edf76bb1c77a9423b9d170081052ddb3f4ad45fb33edfc1a7a351b7090b314');
SELECT pg_catalog.setval('public.decision_id_seq', 3, true);
SELECT pg_catalog.setval('public.transaction_id_seq', 7, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT pk_decision PRIMARY KEY (id);
ALTER TABLE ONLY public.entrydigest
    ADD CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq);
ALTER TABLE ONLY public.generatedimage
    ADD CONSTRAINT pk_generatedimage PRIMARY KEY (id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT pk_generation PRIMARY KEY (id);
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
CREATE INDEX ix_decision_of_prompt ON public.decision USING btree (prompt_id, id);
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
CREATE TRIGGER decision_no_change BEFORE DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_decision_change();
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON public.decision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_decision_change();
CREATE TRIGGER entrydigest_no_change BEFORE DELETE OR UPDATE ON public.entrydigest FOR EACH ROW EXECUTE FUNCTION public.refuse_entrydigest_change();
CREATE TRIGGER entrydigest_no_truncate BEFORE TRUNCATE ON public.entrydigest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_entrydigest_change();
CREATE TRIGGER generatedimage_no_change BEFORE UPDATE OF id, generation_id, mime, width, height, size_bytes, sha256, created_at, user_id, ordered_at ON public.generatedimage FOR EACH ROW EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_delete BEFORE DELETE ON public.generatedimage FOR EACH ROW EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_return BEFORE UPDATE ON public.generatedimage FOR EACH ROW WHEN ((old.purged_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER generatedimage_no_truncate BEFORE TRUNCATE ON public.generatedimage FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_generatedimage_change();
CREATE TRIGGER orderdigest_no_change BEFORE DELETE OR UPDATE ON public.orderdigest FOR EACH ROW EXECUTE FUNCTION public.refuse_orderdigest_change();
CREATE TRIGGER orderdigest_no_truncate BEFORE TRUNCATE ON public.orderdigest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_orderdigest_change();
CREATE TRIGGER promptversion_no_change BEFORE DELETE OR UPDATE ON public.promptversion FOR EACH ROW EXECUTE FUNCTION public.refuse_promptversion_change();
CREATE TRIGGER promptversion_no_truncate BEFORE TRUNCATE ON public.promptversion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_promptversion_change();
CREATE TRIGGER transaction_no_change BEFORE DELETE OR UPDATE ON public.transaction FOR EACH ROW EXECUTE FUNCTION public.refuse_entry_change();
CREATE TRIGGER transaction_no_truncate BEFORE TRUNCATE ON public.transaction FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_entry_change();
CREATE TRIGGER versiondigest_no_change BEFORE DELETE OR UPDATE ON public.versiondigest FOR EACH ROW EXECUTE FUNCTION public.refuse_versiondigest_change();
CREATE TRIGGER versiondigest_no_truncate BEFORE TRUNCATE ON public.versiondigest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_versiondigest_change();
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_decided_by_user FOREIGN KEY (decided_by) REFERENCES public."user"(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_version_id_promptversion FOREIGN KEY (version_id) REFERENCES public.promptversion(id);
ALTER TABLE ONLY public.entrydigest
    ADD CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY (user_id, seq) REFERENCES public.transaction(user_id, seq);
ALTER TABLE ONLY public.generatedimage
    ADD CONSTRAINT fk_generatedimage_generation_id_generation FOREIGN KEY (generation_id) REFERENCES public.generation(id);
ALTER TABLE ONLY public.generatedimage
    ADD CONSTRAINT fk_generatedimage_user_id_user FOREIGN KEY (user_id) REFERENCES public."user"(id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT fk_generation_prompt_id_prompt FOREIGN KEY (prompt_id) REFERENCES public.prompt(id);
ALTER TABLE ONLY public.generation
    ADD CONSTRAINT fk_generation_user_id_user FOREIGN KEY (user_id) REFERENCES public."user"(id);
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
