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
INSERT INTO public.alembic_version VALUES ('0015');
INSERT INTO public.arm VALUES ('lab', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('lab', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.arm VALUES ('blind', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('blind', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.ballot VALUES ('f814f79d86ee6c51', 'voter', true, '94eabf9e6c459a0d4f1f356291c96a55', '177fbc05630d5b513dda76916a2b5b9e', 1795743170384);
INSERT INTO public.caseset VALUES ('set', 'demo-member', '雨', 1, 1795743169856);
INSERT INTO public.cell VALUES ('lab', 2, 1, 1, 1, '18c73424c6e43046');
INSERT INTO public.cell VALUES ('lab', 1, 1, 1, 1, 'f0b8e925001fb9a7');
INSERT INTO public.cell VALUES ('blind', 1, 1, 1, 1, '374f8ad60f17c952');
INSERT INTO public.cell VALUES ('blind', 2, 1, 1, 1, '957f4704a6e996be');
INSERT INTO public.decision VALUES (1, 'open', 'open@1', 1795743168103, NULL, '', '');
INSERT INTO public.decision VALUES (2, 'cheap', 'cheap@1', 1795743168103, NULL, '', '');
INSERT INTO public.decision VALUES (3, 'members', 'members@1', 1795743168103, NULL, '', '');
INSERT INTO public.entrydigest VALUES ('demo-member', 1, '18258871283d01fe37a340fec41e974c508365f356a8c89c49297ea5f350118d');
INSERT INTO public.entrydigest VALUES ('demo-user', 1, 'cab393f799d63cdcf2a079340c97c950b16dc6e10f96146b7c8a4d26d84a6461');
INSERT INTO public.entrydigest VALUES ('demo-user', 2, 'e4f97457c9f8d2cb9ec1f84f5f7b1a5967b9d1b8f71ec36dacb369d9af28fbb4');
INSERT INTO public.entrydigest VALUES ('demo-user', 3, '83456de7bf85761ad6f73243c49896a35613605d1dd64ac1f0c456c9572ac1e9');
INSERT INTO public.entrydigest VALUES ('demo-member', 2, '18ec11fd6cd77e08df9509d85d94ca9ffbf76e22d5322d30b40265c9140fcc06');
INSERT INTO public.entrydigest VALUES ('demo-user', 4, '8f53d2f5a2a91bfd71db58f75982b2b90bf4437dbac486742851dbbb6c95f563');
INSERT INTO public.entrydigest VALUES ('demo-user', 5, '63d3ffa7488e63493c1afb19ed7acb7f944903ff5fe36b3f3914e5f5b4b702b6');
INSERT INTO public.entrydigest VALUES ('demo-member', 3, '89f42a00dacfe4fcfbed21164ed292b3911f24610c638304464843d6d16fe222');
INSERT INTO public.entrydigest VALUES ('demo-member', 4, '0c943ab47447c6045ffe32dd0355ef5491f2096d6d7a6d6d7e07ea27b3eabab0');
INSERT INTO public.entrydigest VALUES ('demo-member', 5, '24ed0d51f6d710da97d8e35faa83baf7cc9ad39d50441e2a9b0ee3d80d17162e');
INSERT INTO public.entrydigest VALUES ('demo-member', 6, '05ef4010c743ddf901830a60ceda3fccabacb0e4421571e701e15afdca9b6122');
INSERT INTO public.entrydigest VALUES ('voter', 1, '47df5092776a66d73020b1d3c2f51e15198fe1c49be9dae73ee79b0439f209ce');
INSERT INTO public.experiment VALUES ('lab', 'demo-member', 'cheap', 'which?', 1, 0, false, 184491982, 1, 1795743169446, 1795743169554, NULL);
INSERT INTO public.experiment VALUES ('blind', 'demo-member', 'cheap', 'which?', 1, 1, false, 585506542, 3, 1795743169882, 1795743169938, NULL);
INSERT INTO public.experimentcase VALUES ('lab', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.experimentcase VALUES ('blind', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.extension VALUES ('blind', 2, 1795743170628, 'demo-member', 1, 0);
INSERT INTO public.generatedimage VALUES ('fb02d2bc94aa72fa', 'b9bef8ea54b9da28', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795743169102, 'demo-member', 1795743168980, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('f7078bff40af4e37', 'de258131b76bdbd2', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795743168947, 'demo-user', 1795743168656, 1795743169237, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('03efa2bfc033ff66', 'f927f036b04c2f6f', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795743168858, 'demo-user', 1795743168655, NULL, 1795743169256, NULL);
INSERT INTO public.generatedimage VALUES ('d3111b0d7dbf6837', '18c73424c6e43046', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795743169704, 'demo-member', 1795743169554, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('e373f76b6a06ac3e', 'f0b8e925001fb9a7', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795743169801, 'demo-member', 1795743169555, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('7e4d8fda68c8f5a4', '374f8ad60f17c952', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795743170059, 'demo-member', 1795743169938, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('2f8d749309f735d3', '957f4704a6e996be', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795743170111, 'demo-member', 1795743169939, NULL, NULL, NULL);
INSERT INTO public.generation VALUES ('78dba7ded22000bc', 'demo-user', 'waiting:0', '5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '', NULL, '', '1:1', 2095363627, 'fake', 'fake-1', 5, 'held', '', '', '{}', 1795743169318, NULL, NULL, NULL, NULL, '1K', false, '', '', '', 'a lighthouse that nobody may log', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 0, 'e33911dbea32479d', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', false);
INSERT INTO public.generation VALUES ('f927f036b04c2f6f', 'demo-user', 'two:0', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 483330319, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795743168655, 1795743168747, 1795743168797, 1795743168824, 1795743168858, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 3, '40a7b5cfd18a8275', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('de258131b76bdbd2', 'demo-user', 'two:1', '7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 1000028007, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795743168656, 1795743168892, 1795743168920, 1795743168931, 1795743168947, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 3, '40a7b5cfd18a8275', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('b9bef8ea54b9da28', 'demo-member', 'reference:0', 'b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b', 'members', '龙', '奇幻', 'a dragon for members'' eyes only', true, '', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', '1:1', 383610806, 'fake', 'fake-1', 8, 'settled', '', '', '{}', 1795743168980, 1795743169029, 1795743169058, 1795743169083, 1795743169102, '1K', false, '', '', '', 'a dragon for members'' eyes only', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 3, 'b7c793e32cf6c81b', false, NULL, NULL, NULL, NULL, NULL, 'members@1', '{}', true);
INSERT INTO public.generation VALUES ('8fd8d74dc1ce1354', 'demo-user', 'broken:0', '9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, 'what fails', NULL, '', '1:1', 202856893, 'fake', 'fake-1', 5, 'released', 'GENERATION_FAILED', 'unreadable_answer', '{}', 1795743169128, 1795743169156, 1795743169175, NULL, 1795743169200, '1K', false, '', '', '', 'a lighthouse that nobody may log
what fails', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 3, '3d796442d5ce11bf', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true);
INSERT INTO public.generation VALUES ('18c73424c6e43046', 'demo-member', 'lab:2:1:1:1', '544f275ad753a1281a6f07c91f5ff0dac5cdfeaa02d1dbba75281fcf6f4d1973', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 411443590, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795743169554, 1795743169625, 1795743169658, 1795743169690, 1795743169704, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 3, '2c2682c199c5089f', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false);
INSERT INTO public.generation VALUES ('f0b8e925001fb9a7', 'demo-member', 'lab:1:1:1:1', '595500c81e53b9439b2eb67ad073f468867039be6cb75844ae23d8e41da6ef6f', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 411443590, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795743169555, 1795743169739, 1795743169755, 1795743169768, 1795743169801, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 3, '2c2682c199c5089f', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false);
INSERT INTO public.generation VALUES ('374f8ad60f17c952', 'demo-member', 'blind:1:1:1:1', 'f8c0c1a898ef30765528578f246b68778d930c363f95808fae9484432dac141d', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 1909548954, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795743169938, 1795743169993, 1795743170012, 1795743170026, 1795743170059, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 3, '3e52e97b3aaa31f3', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false);
INSERT INTO public.generation VALUES ('957f4704a6e996be', 'demo-member', 'blind:2:1:1:1', '03a43a713a9ad9572c96c81a84514549c839de14efdbf209c9aa5441e1a6516c', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 1909548954, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795743169939, 1795743170080, 1795743170089, 1795743170104, 1795743170111, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '6461111a7e302be8', 3, '3e52e97b3aaa31f3', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false);
INSERT INTO public.judgement VALUES ('18c73424c6e43046', 'demo-member', 1, 'unusable', 'hands', 1795743169840);
INSERT INTO public.keptcase VALUES ('set', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 200, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 200, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 200, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795743000000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 200, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 279, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 279, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 279, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795743000000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 279, 1, 5);
INSERT INTO public.orderbucket VALUES ('demo-member', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 121, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 121, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 121, 1, 8);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795743000000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 121, 1, 8);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795743000000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 1, 5);
INSERT INTO public.orderdigest VALUES ('demo-user', 1, 'f927f036b04c2f6f', '11e996a895976d64c942eb22129b7c7ebe029506d299f112509e7195b5afbdb5');
INSERT INTO public.orderdigest VALUES ('demo-user', 2, 'de258131b76bdbd2', '62103d336e3978814cb852b8c371cc0c5ba2e05e64a86b2dd32ab10c874e01eb');
INSERT INTO public.orderdigest VALUES ('demo-member', 1, 'b9bef8ea54b9da28', 'e1a6fbe4d9db3a69c8b8f044465eaf3f0bd1c49188aef0dc3a4af8509b7dc8ed');
INSERT INTO public.orderdigest VALUES ('demo-user', 3, '8fd8d74dc1ce1354', '3005d72bbb910a45addb29854069c2cdf955701eaf534cd395f9530b12777508');
INSERT INTO public.orderdigest VALUES ('demo-user', 4, '78dba7ded22000bc', '37cd7d523ee1252703ab3f9b5e1c2642da1dbd29e9fb84864e61fbac0cccde0c');
INSERT INTO public.orderdigest VALUES ('demo-member', 2, '18c73424c6e43046', '0b9d5c65b744b7379c19546eb047e2fff24d274581373fde5118d852c2f00b8b');
INSERT INTO public.orderdigest VALUES ('demo-member', 3, 'f0b8e925001fb9a7', '79c8b2536e5f231db2d5cd354a6eabb72402d2e345b78eaeecdaeb0436b05012');
INSERT INTO public.orderdigest VALUES ('demo-member', 4, '374f8ad60f17c952', '78b430ddb2b2de98be19408961f06017e4af411dfbcacbaee36a813638e4f014');
INSERT INTO public.orderdigest VALUES ('demo-member', 5, '957f4704a6e996be', '38ff3bb50468d21abeeb73f57b218b1fa5e2d9ea290856625bbf8536147e1cc1');
INSERT INTO public.pair VALUES ('f814f79d86ee6c51', 'blind', 2, 1, 1, '957f4704a6e996be', '374f8ad60f17c952', 1, 1795743170287);
INSERT INTO public.prompt VALUES ('open', '灯塔', '海边的灯塔', '自然', false, 0, false, false);
INSERT INTO public.prompt VALUES ('cheap', '石子', '一颗石子', '自然', false, 1, false, false);
INSERT INTO public.prompt VALUES ('members', '龙', '只给会员的龙', '奇幻', true, 2, false, false);
INSERT INTO public.promptversion VALUES ('open@1', 'open', 1, 'a lighthouse that nobody may log', '{}', 5, '', NULL, 1795743168103, '57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO public.promptversion VALUES ('cheap@1', 'cheap', 1, 'a pebble', '{}', 1, '', NULL, 1795743168103, 'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO public.promptversion VALUES ('members@1', 'members', 1, 'a dragon for members'' eyes only', '{}', 8, '', NULL, 1795743168103, '631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
INSERT INTO public.reveal VALUES ('blind', 1, 1795743170571, NULL, 1, 1, 1, 0, 0, '{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 1, "tied": 0, "lost": 0, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
INSERT INTO public.transaction VALUES (1, 'demo-member', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795743168480, '', '');
INSERT INTO public.transaction VALUES (2, 'demo-user', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795743168480, '', '');
INSERT INTO public.transaction VALUES (3, 'demo-user', 2, 'f927f036b04c2f6f', 'token_consumption', 'completed', -5, 95, 'f927f036b04c2f6f', 'open', 1795743168858, '', '');
INSERT INTO public.transaction VALUES (4, 'demo-user', 3, 'de258131b76bdbd2', 'token_consumption', 'completed', -5, 90, 'de258131b76bdbd2', 'open', 1795743168947, '', '');
INSERT INTO public.transaction VALUES (5, 'demo-member', 2, 'b9bef8ea54b9da28', 'token_consumption', 'completed', -8, 92, 'b9bef8ea54b9da28', 'members', 1795743169102, '', '');
INSERT INTO public.transaction VALUES (6, 'demo-user', 4, 'top-up', 'grant', 'completed', 100, 190, NULL, NULL, 1795743169336, '', '');
INSERT INTO public.transaction VALUES (7, 'demo-user', 5, 'correction', 'adjustment', 'completed', -7, 183, NULL, NULL, 1795743169359, 'admin', 'too much');
INSERT INTO public.transaction VALUES (8, 'demo-member', 3, '18c73424c6e43046', 'token_consumption', 'completed', -1, 91, '18c73424c6e43046', 'cheap', 1795743169704, '', '');
INSERT INTO public.transaction VALUES (9, 'demo-member', 4, 'f0b8e925001fb9a7', 'token_consumption', 'completed', -1, 90, 'f0b8e925001fb9a7', 'cheap', 1795743169801, '', '');
INSERT INTO public.transaction VALUES (10, 'demo-member', 5, '374f8ad60f17c952', 'token_consumption', 'completed', -1, 89, '374f8ad60f17c952', 'cheap', 1795743170059, '', '');
INSERT INTO public.transaction VALUES (11, 'demo-member', 6, '957f4704a6e996be', 'token_consumption', 'completed', -1, 88, '957f4704a6e996be', 'cheap', 1795743170111, '', '');
INSERT INTO public.transaction VALUES (12, 'voter', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795743170119, '', '');
INSERT INTO public.uploadedreference VALUES ('demo-member', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', 1795743168612);
INSERT INTO public."user" VALUES ('demo-user', '演示用户', false, 183, 5, 1795743168480);
INSERT INTO public."user" VALUES ('demo-member', '演示会员', true, 88, 0, 1795743168480);
INSERT INTO public."user" VALUES ('voter', '小雨', false, 100, 0, 1795743170119);
INSERT INTO public.versiondigest VALUES ('open', 1, 'f680886dbc59789801cbf1283905e7707c482486bbc1a905c13594488f339dbb');
INSERT INTO public.versiondigest VALUES ('cheap', 1, '5807706292cad5ac249c798db05c1bbbbbfd530ba11978e1746fe2884caf1eab');
INSERT INTO public.versiondigest VALUES ('members', 1, 'e875c30e77c89733c74fd35de73bdb199bf716248733191767be28a4a0f58c81');
INSERT INTO public.vote VALUES ('f814f79d86ee6c51', 'voter', 1, 'left', 1, 1795743170450);
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
    ADD CONSTRAINT pk_orderbucket PRIMARY KEY (person_id, span_ms, begins_at, prompt_id, version_id, provider, model, status, error_code, error_reason, took_ms);
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
