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
ALTER TABLE ONLY public.decision ALTER COLUMN id SET DEFAULT nextval('public.decision_id_seq'::regclass);
ALTER TABLE ONLY public.transaction ALTER COLUMN id SET DEFAULT nextval('public.transaction_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0016');
INSERT INTO public.arm VALUES ('lab', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('lab', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.arm VALUES ('blind', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('blind', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.ballot VALUES ('7fb94cd442cfcc10', 'voter', true, '865a671e92901a9551f17d7ff3b64836', '7f4693759cf698c6f086f9dbb77e8594', 1795752679197);
INSERT INTO public.caseset VALUES ('set', 'demo-member', '雨', 1, 1795752678960);
INSERT INTO public.cell VALUES ('lab', 1, 1, 1, 1, 'bb34ed69ed3edcd2');
INSERT INTO public.cell VALUES ('lab', 2, 1, 1, 1, 'f6f0507a9e6d0d3a');
INSERT INTO public.cell VALUES ('blind', 2, 1, 1, 1, '5eda9c4e2217c13c');
INSERT INTO public.cell VALUES ('blind', 1, 1, 1, 1, '849f5a28ee8a2149');
INSERT INTO public.decision VALUES (1, 'open', 'open@1', 1795752678454, NULL, '', '');
INSERT INTO public.decision VALUES (2, 'cheap', 'cheap@1', 1795752678454, NULL, '', '');
INSERT INTO public.decision VALUES (3, 'members', 'members@1', 1795752678454, NULL, '', '');
INSERT INTO public.entrydigest VALUES ('demo-member', 1, 'ab56ffe5d7ca67aaed8996c02559abd73580b858895080b28f49fa1988bbc68e');
INSERT INTO public.entrydigest VALUES ('demo-user', 1, '4fe55449e788713f49ccc074faab13abfaceaf7927b62607e839a536f49e4728');
INSERT INTO public.entrydigest VALUES ('demo-user', 2, 'a17307a70088bb765d6590b151a6181ca00cf2c60b9b2dc5f352ac1f2542d5d1');
INSERT INTO public.entrydigest VALUES ('demo-user', 3, '2ef237edeef35c7fb49ea81b29968ffa26f8614b6cfd4835abaade8093b3b7f8');
INSERT INTO public.entrydigest VALUES ('demo-member', 2, 'db777ec589a76475f394dfe29ed420e82123cfed79cfa5c6813769f9487d5bbc');
INSERT INTO public.entrydigest VALUES ('demo-user', 4, 'c2b9a6b675d32097f7ccfbbca6e488a7909e1b90f2b3f21c8071f26331d1c617');
INSERT INTO public.entrydigest VALUES ('demo-user', 5, 'e20dac87c5debd7f8b3bac102d0e494f8fd955e1f504017a4808ebb33091612f');
INSERT INTO public.entrydigest VALUES ('demo-member', 3, 'f28308679d73a76a80c390312b180ee881a357000d4291aadfbe27fb02af31a7');
INSERT INTO public.entrydigest VALUES ('demo-member', 4, 'd9e665ca9392d25476c33c1c97606cdca0ad0ca33b82d864f9bacdd49bfe9070');
INSERT INTO public.entrydigest VALUES ('demo-member', 5, 'a6558ce7dfca3ad93482729657e9125a791c58cc277b2348902d7b3901d69c13');
INSERT INTO public.entrydigest VALUES ('demo-member', 6, '4a3430b0409b15db2c0420627197c63fec3ec4e941e2d71978f4ea5265164447');
INSERT INTO public.entrydigest VALUES ('voter', 1, '22108070dcd021b701b880848149c8f3f005219e87835edd540daf7e4dfcd430');
INSERT INTO public.experiment VALUES ('lab', 'demo-member', 'cheap', 'which?', 1, 0, false, 1135981597, 1, 1795752678821, 1795752678860, NULL);
INSERT INTO public.experiment VALUES ('blind', 'demo-member', 'cheap', 'which?', 1, 1, false, 402928336, 3, 1795752678977, 1795752679015, NULL);
INSERT INTO public.experimentcase VALUES ('lab', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.experimentcase VALUES ('blind', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.extension VALUES ('blind', 2, 1795752679285, 'demo-member', 1, 0);
INSERT INTO public.generatedimage VALUES ('f1c054a069497147', '855b8135ecbf27f5', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795752678687, 'demo-member', 1795752678652, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('89b5b43f0b4836bb', 'e4fe778ea600096b', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795752678637, 'demo-user', 1795752678563, 1795752678746, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('c57ecc6292651530', 'c9e0da79181eea67', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795752678608, 'demo-user', 1795752678562, NULL, 1795752678754, NULL);
INSERT INTO public.generatedimage VALUES ('d2a8b6115c8048bf', 'bb34ed69ed3edcd2', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795752678903, 'demo-member', 1795752678860, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('755eb26d92a753ff', 'f6f0507a9e6d0d3a', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795752678930, 'demo-member', 1795752678861, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('c8e73f5af1cffdbc', '5eda9c4e2217c13c', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795752679070, 'demo-member', 1795752679015, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('770d5176f74e944d', '849f5a28ee8a2149', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795752679107, 'demo-member', 1795752679016, NULL, NULL, NULL);
INSERT INTO public.generation VALUES ('18b32ab822eda4fd', 'demo-user', 'waiting:0', '265d092d56bcc56dbc585ca088481180a95bdb41a841dc29717f46b79ae27023', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '', NULL, '', '1:1', 69477975, 'fake', 'fake-1', 5, 'held', '', '', '{}', 1795752678774, NULL, NULL, NULL, NULL, '1K', false, '', '', '', 'a lighthouse that nobody may log', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 0, 'ff76061a697a55ba', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', false, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.generation VALUES ('c9e0da79181eea67', 'demo-user', 'two:0', 'f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 660939645, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795752678562, 1795752678582, 1795752678593, 1795752678600, 1795752678608, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 3, 'e57409f500d15ef6', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.generation VALUES ('e4fe778ea600096b', 'demo-user', 'two:1', 'f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 1645499050, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795752678563, 1795752678620, 1795752678626, 1795752678632, 1795752678637, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 3, 'e57409f500d15ef6', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.generation VALUES ('855b8135ecbf27f5', 'demo-member', 'reference:0', 'bfb5907cb633322300c5da0327fb3e91fc0f9bf5370369559f7bc3ef2ae27667', 'members', '龙', '奇幻', 'a dragon for members'' eyes only', true, '', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', '1:1', 90146381, 'fake', 'fake-1', 8, 'settled', '', '', '{}', 1795752678652, 1795752678667, 1795752678676, 1795752678682, 1795752678687, '1K', false, '', '', '', 'a dragon for members'' eyes only', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 3, '1add28fd76071930', false, NULL, NULL, NULL, NULL, NULL, 'members@1', '{}', true, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.generation VALUES ('3152a0f8c3874480', 'demo-user', 'broken:0', 'bbd831731d6bf52b6c0ab90cc3f6e15f6b90be298bfbb6079d2f9c4e7c3c1fed', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, 'what fails', NULL, '', '1:1', 344416395, 'fake', 'fake-1', 5, 'released', 'GENERATION_FAILED', 'unreadable_answer', '{}', 1795752678697, 1795752678707, 1795752678715, NULL, 1795752678725, '1K', false, '', '', '', 'a lighthouse that nobody may log
what fails', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 3, 'bea3c3ff9c1f25c0', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.generation VALUES ('bb34ed69ed3edcd2', 'demo-member', 'lab:1:1:1:1', '01b85c01f219b7da77fc5fa542c4f0b2c07bb9f9a077906376716c3f198ddfd2', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 1442955351, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795752678860, 1795752678884, 1795752678891, 1795752678897, 1795752678903, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 3, '9b487201c7430232', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.generation VALUES ('f6f0507a9e6d0d3a', 'demo-member', 'lab:2:1:1:1', '544b1b416f024431cc08125d21bb62865d76cea42cd57fd2f406d718fd6c2d2e', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 1442955351, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795752678861, 1795752678910, 1795752678917, 1795752678924, 1795752678930, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 3, '9b487201c7430232', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.generation VALUES ('5eda9c4e2217c13c', 'demo-member', 'blind:2:1:1:1', 'ab974522e218ef0ecc97588ddb6fc14fc7c2cc85a843449c55af7ee6a14ef18a', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 240516318, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795752679015, 1795752679039, 1795752679052, 1795752679061, 1795752679070, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 3, 'c6b8f848e338fd35', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.generation VALUES ('849f5a28ee8a2149', 'demo-member', 'blind:1:1:1:1', 'ce69965d2e67b8789c4cd1ec873f3b60d0c55eead7c8cf15eea0cc062182dc8a', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 240516318, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795752679016, 1795752679082, 1795752679092, 1795752679100, 1795752679107, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '203db4e4811812c8', 3, 'c6b8f848e338fd35', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL);
INSERT INTO public.judgement VALUES ('bb34ed69ed3edcd2', 'demo-member', 1, 'unusable', 'hands', 1795752678949);
INSERT INTO public.keptcase VALUES ('set', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 46, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 46, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 46, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795752000000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 46, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 72, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 72, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 72, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795752000000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 72, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-member', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 35, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 35, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 35, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795752000000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 35, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795752000000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderdigest VALUES ('demo-user', 1, 'c9e0da79181eea67', 'ab0a042e8fdc17703be018dc8f75e146591b838e2ec36b191b1df28a4a469dc2');
INSERT INTO public.orderdigest VALUES ('demo-user', 2, 'e4fe778ea600096b', '0cdc1d6f3aa71f74192de5f4958888ad02317870614d876692789d193097d173');
INSERT INTO public.orderdigest VALUES ('demo-member', 1, '855b8135ecbf27f5', 'e534ff21b1ca011b84a829d0df8e2f9c43386617f60c3a01d0151e37a690a059');
INSERT INTO public.orderdigest VALUES ('demo-user', 3, '3152a0f8c3874480', '4b0a9f3f3f746ed7a062a33e637ec850d7016d40eec9033786bf441112e1e54e');
INSERT INTO public.orderdigest VALUES ('demo-user', 4, '18b32ab822eda4fd', 'd5c9f467bba4f353f77e011dcefd6f29733137ed8645a1515618edfcd02054e3');
INSERT INTO public.orderdigest VALUES ('demo-member', 2, 'bb34ed69ed3edcd2', '6eda5662d1f696815591739607e6d464729e6344ed3826ef978b5c9ddf0ee603');
INSERT INTO public.orderdigest VALUES ('demo-member', 3, 'f6f0507a9e6d0d3a', '4f08c3575e710877314658cca81bf197295fe4a12ee87947a1788a59ff2ead00');
INSERT INTO public.orderdigest VALUES ('demo-member', 4, '5eda9c4e2217c13c', '1df386eba1e0dd231403bacc262ecfe71c3ad39293cdd165718b9cff999c4380');
INSERT INTO public.orderdigest VALUES ('demo-member', 5, '849f5a28ee8a2149', '9d4c6a7da18e8a60b83bc85f00466c8018df146924af58868e17513a327b3da8');
INSERT INTO public.pair VALUES ('7fb94cd442cfcc10', 'blind', 2, 1, 1, '5eda9c4e2217c13c', '849f5a28ee8a2149', 1, 1795752679166);
INSERT INTO public.prompt VALUES ('open', '灯塔', '海边的灯塔', '自然', false, 0, false, false);
INSERT INTO public.prompt VALUES ('cheap', '石子', '一颗石子', '自然', false, 1, false, false);
INSERT INTO public.prompt VALUES ('members', '龙', '只给会员的龙', '奇幻', true, 2, false, false);
INSERT INTO public.promptversion VALUES ('open@1', 'open', 1, 'a lighthouse that nobody may log', '{}', 5, '', NULL, 1795752678454, '57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO public.promptversion VALUES ('cheap@1', 'cheap', 1, 'a pebble', '{}', 1, '', NULL, 1795752678454, 'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO public.promptversion VALUES ('members@1', 'members', 1, 'a dragon for members'' eyes only', '{}', 8, '', NULL, 1795752678454, '631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
INSERT INTO public.reveal VALUES ('blind', 1, 1795752679260, NULL, 1, 1, 1, 0, 0, '{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 1, "tied": 0, "lost": 0, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
INSERT INTO public.transaction VALUES (1, 'demo-member', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795752678515, '', '');
INSERT INTO public.transaction VALUES (2, 'demo-user', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795752678515, '', '');
INSERT INTO public.transaction VALUES (3, 'demo-user', 2, 'c9e0da79181eea67', 'token_consumption', 'completed', -5, 95, 'c9e0da79181eea67', 'open', 1795752678608, '', '');
INSERT INTO public.transaction VALUES (4, 'demo-user', 3, 'e4fe778ea600096b', 'token_consumption', 'completed', -5, 90, 'e4fe778ea600096b', 'open', 1795752678637, '', '');
INSERT INTO public.transaction VALUES (5, 'demo-member', 2, '855b8135ecbf27f5', 'token_consumption', 'completed', -8, 92, '855b8135ecbf27f5', 'members', 1795752678687, '', '');
INSERT INTO public.transaction VALUES (6, 'demo-user', 4, 'top-up', 'grant', 'completed', 100, 190, NULL, NULL, 1795752678784, '', '');
INSERT INTO public.transaction VALUES (7, 'demo-user', 5, 'correction', 'adjustment', 'completed', -7, 183, NULL, NULL, 1795752678789, 'admin', 'too much');
INSERT INTO public.transaction VALUES (8, 'demo-member', 3, 'bb34ed69ed3edcd2', 'token_consumption', 'completed', -1, 91, 'bb34ed69ed3edcd2', 'cheap', 1795752678903, '', '');
INSERT INTO public.transaction VALUES (9, 'demo-member', 4, 'f6f0507a9e6d0d3a', 'token_consumption', 'completed', -1, 90, 'f6f0507a9e6d0d3a', 'cheap', 1795752678930, '', '');
INSERT INTO public.transaction VALUES (10, 'demo-member', 5, '5eda9c4e2217c13c', 'token_consumption', 'completed', -1, 89, '5eda9c4e2217c13c', 'cheap', 1795752679070, '', '');
INSERT INTO public.transaction VALUES (11, 'demo-member', 6, '849f5a28ee8a2149', 'token_consumption', 'completed', -1, 88, '849f5a28ee8a2149', 'cheap', 1795752679107, '', '');
INSERT INTO public.transaction VALUES (12, 'voter', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795752679116, '', '');
INSERT INTO public.uploadedreference VALUES ('demo-member', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', 1795752678548);
INSERT INTO public."user" VALUES ('demo-user', '演示用户', false, 183, 5, 1795752678515);
INSERT INTO public."user" VALUES ('demo-member', '演示会员', true, 88, 0, 1795752678515);
INSERT INTO public."user" VALUES ('voter', '小雨', false, 100, 0, 1795752679116);
INSERT INTO public.versiondigest VALUES ('open', 1, '0fe4e7613a13ddf16d0d2f878843f1883a4845e62c03072388f4f0e6e6519024');
INSERT INTO public.versiondigest VALUES ('cheap', 1, '9f1585714ccfff766bd93fa1b5af5739015e8c935e056cebc2d76266c0877f21');
INSERT INTO public.versiondigest VALUES ('members', 1, '444a5bb7ef2eadea8631285db946c2d4e70664bd9593932e0cd311b3f21b1fea');
INSERT INTO public.vote VALUES ('7fb94cd442cfcc10', 'voter', 1, 'left', 1, 1795752679226);
SELECT pg_catalog.setval('public.decision_id_seq', 3, true);
SELECT pg_catalog.setval('public.transaction_id_seq', 12, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
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
CREATE STATISTICS public.orderbucket_spans (mcv) ON person_id, span_ms FROM public.orderbucket;
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
