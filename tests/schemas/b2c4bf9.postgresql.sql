CREATE FUNCTION public.refuse_decision_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'versions and decisions are append-only'; END $$;
CREATE FUNCTION public.refuse_entry_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'ledger entries are append-only'; END $$;
CREATE FUNCTION public.refuse_entrydigest_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'digests are append-only'; END $$;
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
    created_at bigint NOT NULL
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
INSERT INTO public.alembic_version VALUES ('0010');
INSERT INTO public.decision VALUES (1, 'open', 'open@1', 1795684098422, NULL, '', '');
INSERT INTO public.decision VALUES (2, 'cheap', 'cheap@1', 1795684098422, NULL, '', '');
INSERT INTO public.decision VALUES (3, 'members', 'members@1', 1795684098422, NULL, '', '');
INSERT INTO public.entrydigest VALUES ('demo-member', 1, '6d94f623dafd6922f8751eed1173f4d85b464a0dca4bda7e36072834387eb5de');
INSERT INTO public.entrydigest VALUES ('demo-user', 1, '7cc220b955e94f5c081778d31745e88cf3b7f067a5e4cc5e722e011e08bc4b45');
INSERT INTO public.entrydigest VALUES ('demo-user', 2, '7d4369cb2578c11594fd98f56ce99c8cc3180be8003678c208de1a1ad21e7980');
INSERT INTO public.entrydigest VALUES ('demo-user', 3, 'e7eedc58dde6ba57b1c75ef4632612d20af32dfa082fe729b13d2897d0345585');
INSERT INTO public.entrydigest VALUES ('demo-member', 2, '2bffcd819439962b294ddf13d76580bc2ccaf0cf7c265cee64cbe3147b770f07');
INSERT INTO public.entrydigest VALUES ('demo-user', 4, '0fae35dcb40da9f304d8d11b46dbea7574d630285763a676e70680513c05d23f');
INSERT INTO public.entrydigest VALUES ('demo-user', 5, '2f6b2d7ea1fa13e799c8ad78ce1b60a84d71256ccfcc2ff8530d369ea0f21ae2');
INSERT INTO public.generatedimage VALUES ('06a0676572d339a6', 'ed1e8b0e14c8e3b8', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795684098752);
INSERT INTO public.generatedimage VALUES ('ff2171a226029130', '0de57c5470bfaf2a', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795684098867);
INSERT INTO public.generatedimage VALUES ('aa5573dc3959f37f', '795e670514566a6b', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795684098967);
INSERT INTO public.generation VALUES ('11b2b1a42fce6ade', 'demo-user', 'waiting:0', '5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '', NULL, '', '1:1', 928055331, 'fake', 'fake-1', 5, 'held', '', '', '{}', 1795684099020, NULL, NULL, NULL, NULL, '1K', false, '', '', '', 'a lighthouse that nobody may log', '', '', '', '{}', NULL, NULL, 'b908ffe187044b63', 0, 'de0eb69fdcd4f082', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', false);
INSERT INTO public.generation VALUES ('ed1e8b0e14c8e3b8', 'demo-user', 'two:0', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 667120360, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795684098580, 1795684098624, 1795684098653, 1795684098695, 1795684098752, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, 'b908ffe187044b63', 3, '13e58cbf07ae2f5e', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('0de57c5470bfaf2a', 'demo-user', 'two:1', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 55161473, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795684098581, 1795684098772, 1795684098795, 1795684098822, 1795684098867, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, 'b908ffe187044b63', 3, '13e58cbf07ae2f5e', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('795e670514566a6b', 'demo-member', 'reference:0', 'b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b', 'members', '龙', '奇幻', 'a dragon for members'' eyes only', true, '', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', '1:1', 1707951726, 'fake', 'fake-1', 8, 'settled', '', '', '{}', 1795684098890, 1795684098916, 1795684098930, 1795684098941, 1795684098967, '1K', false, '', '', '', 'a dragon for members'' eyes only', '', '', '', '{}', NULL, NULL, 'b908ffe187044b63', 3, '371511862b721c3b', false, NULL, NULL, NULL, NULL, NULL, 'members@1', '{}', true);
INSERT INTO public.generation VALUES ('6370a0174e661a43', 'demo-user', 'broken:0', '9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, 'what fails', NULL, '', '1:1', 677303855, 'fake', 'fake-1', 5, 'released', 'GENERATION_FAILED', 'unreadable_answer', '{}', 1795684098988, 1795684098997, 1795684099002, NULL, 1795684099011, '1K', false, '', '', '', 'a lighthouse that nobody may log
what fails', '', '', '', '{}', NULL, NULL, 'b908ffe187044b63', 3, '6330ba206239c88e', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 166, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 166, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 166, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795683600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 166, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 279, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 279, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 279, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795683600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 279, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-member', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 75, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 75, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 75, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795683600000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 75, 1, 8);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795651200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795683600000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderdigest VALUES ('demo-user', 1, 'ed1e8b0e14c8e3b8', '312f742ade1a618f32fbc5ac4ac7069323db919654ea00b209a1130abf300f0b');
INSERT INTO public.orderdigest VALUES ('demo-user', 2, '0de57c5470bfaf2a', '743d5d2e490ad155700e1712ef8e1354cc54b55cef7257005a00e5e8b1a45e1b');
INSERT INTO public.orderdigest VALUES ('demo-member', 1, '795e670514566a6b', '1cc48bb0302232bb5fbc1e40d2c58e28c41d464ef27b258c2cf2ade577ac0506');
INSERT INTO public.orderdigest VALUES ('demo-user', 3, '6370a0174e661a43', '45f0ba8f1f61adbd4408d3c01ac4aeb37d28becb6c191c61966ec90dbb5ec639');
INSERT INTO public.orderdigest VALUES ('demo-user', 4, '11b2b1a42fce6ade', '6136359e32b1d4803017a94d386a43373b639767ad6502759c271b7625a27d4e');
INSERT INTO public.prompt VALUES ('open', '灯塔', '海边的灯塔', '自然', false, 0, false, false);
INSERT INTO public.prompt VALUES ('cheap', '石子', '一颗石子', '自然', false, 1, false, false);
INSERT INTO public.prompt VALUES ('members', '龙', '只给会员的龙', '奇幻', true, 2, false, false);
INSERT INTO public.promptversion VALUES ('open@1', 'open', 1, 'a lighthouse that nobody may log', '{}', 5, '', NULL, 1795684098422, '57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO public.promptversion VALUES ('cheap@1', 'cheap', 1, 'a pebble', '{}', 1, '', NULL, 1795684098422, 'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO public.promptversion VALUES ('members@1', 'members', 1, 'a dragon for members'' eyes only', '{}', 8, '', NULL, 1795684098422, '631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
INSERT INTO public.transaction VALUES (1, 'demo-member', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795684098522, '', '');
INSERT INTO public.transaction VALUES (2, 'demo-user', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795684098522, '', '');
INSERT INTO public.transaction VALUES (3, 'demo-user', 2, 'ed1e8b0e14c8e3b8', 'token_consumption', 'completed', -5, 95, 'ed1e8b0e14c8e3b8', 'open', 1795684098752, '', '');
INSERT INTO public.transaction VALUES (4, 'demo-user', 3, '0de57c5470bfaf2a', 'token_consumption', 'completed', -5, 90, '0de57c5470bfaf2a', 'open', 1795684098867, '', '');
INSERT INTO public.transaction VALUES (5, 'demo-member', 2, '795e670514566a6b', 'token_consumption', 'completed', -8, 92, '795e670514566a6b', 'members', 1795684098967, '', '');
INSERT INTO public.transaction VALUES (6, 'demo-user', 4, 'top-up', 'grant', 'completed', 100, 190, NULL, NULL, 1795684099037, '', '');
INSERT INTO public.transaction VALUES (7, 'demo-user', 5, 'correction', 'adjustment', 'completed', -7, 183, NULL, NULL, 1795684099047, 'admin', 'too much');
INSERT INTO public.uploadedreference VALUES ('demo-member', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', 1795684098562);
INSERT INTO public."user" VALUES ('demo-member', '演示会员', true, 92, 0, 1795684098522);
INSERT INTO public."user" VALUES ('demo-user', '演示用户', false, 183, 5, 1795684098522);
INSERT INTO public.versiondigest VALUES ('open', 1, 'a262a7e29166f8a4b318222a7e9d2ade8dad7cf783725d19f1fcdf351014684b');
INSERT INTO public.versiondigest VALUES ('cheap', 1, 'a7799fca8b66ab623d5ebdc43736ba4075da48e2421ba52a2c52b8c1b8bce07e');
INSERT INTO public.versiondigest VALUES ('members', 1, 'f8407e4eafc935833f1766ffec44d7ce775acde53715f11dbb7caf98690f426a');
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
