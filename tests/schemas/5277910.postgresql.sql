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
ALTER TABLE ONLY public.transaction ALTER COLUMN id SET DEFAULT nextval('public.transaction_id_seq'::regclass);
INSERT INTO public.account VALUES ('demo-member', 'https://id.example', 'demo-member', 'boss@example.com', 1795792672317);
INSERT INTO public.adminact VALUES (1, 'k', 'demo-member', 'membership', 'demo-user', NULL, '0', '1', '补偿', 1795792672333);
INSERT INTO public.alembic_version VALUES ('0017');
INSERT INTO public.arm VALUES ('lab', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('lab', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.arm VALUES ('blind', 1, 'cheap@1', 'fake', 'fake-1', '1:1', '1K', true);
INSERT INTO public.arm VALUES ('blind', 2, 'cheap@1', 'fake', 'fake-1', '16:9', '1K', false);
INSERT INTO public.ballot VALUES ('65311596147f34d4', 'voter', false, 'd87def11f5af37d8e2f055c3caaa9986', '1531d9a0deecf6ee062723dcdc05798f', 1795792672207);
INSERT INTO public.caseset VALUES ('set', 'demo-member', '雨', 1, 1795792672010);
INSERT INTO public.cell VALUES ('lab', 2, 1, 1, 1, 'd47279b8799a0907');
INSERT INTO public.cell VALUES ('lab', 1, 1, 1, 1, 'e21f7c7194ca3554');
INSERT INTO public.cell VALUES ('blind', 2, 1, 1, 1, 'bb65d34248cc5faa');
INSERT INTO public.cell VALUES ('blind', 1, 1, 1, 1, '1ff547221019ee5e');
INSERT INTO public.decision VALUES (1, 'open', 'open@1', 1795792671414, NULL, '', '');
INSERT INTO public.decision VALUES (2, 'cheap', 'cheap@1', 1795792671414, NULL, '', '');
INSERT INTO public.decision VALUES (3, 'members', 'members@1', 1795792671414, NULL, '', '');
INSERT INTO public.entrydigest VALUES ('demo-member', 1, '8ac3382909806ce99c5c3899172ca40a3095b8787b333e94f4ae98bde9025956');
INSERT INTO public.entrydigest VALUES ('demo-user', 1, '8cc33798343ab1a7b197b26180fc99ffae6101f4e3bd8fd46fd47ccd136594d4');
INSERT INTO public.entrydigest VALUES ('demo-user', 2, 'b4a005ba11fa9110ff6c7688eb3591a2423e959e7619e0d2e981f6590a68a772');
INSERT INTO public.entrydigest VALUES ('demo-user', 3, 'ea0e7681b3124e60521abf0266f285c9e5865ed97c88811d0d9323685b7254a1');
INSERT INTO public.entrydigest VALUES ('demo-member', 2, '320804d4f9bd77d8fb81f139bc51ff81a1b9c41a8137c23c59f84a29ab1df7dd');
INSERT INTO public.entrydigest VALUES ('demo-user', 4, '119071bb40764679bf118d15115458124b1708cd3c09bff71e7bb13dab8e06b4');
INSERT INTO public.entrydigest VALUES ('demo-user', 5, '45ddd7656026018eb6f2cd190a16220c1c6e7b9d1d25d956b496aa1bedf6cf96');
INSERT INTO public.entrydigest VALUES ('demo-member', 3, 'd7aa0602c74ad2bb7b42203b1be60bc812f1322d84351ef4554a3800721d07b9');
INSERT INTO public.entrydigest VALUES ('demo-member', 4, '4071f66754e04b769b43d5faed18aecb0b0f98027b539f3513a417f5b0dd395b');
INSERT INTO public.entrydigest VALUES ('demo-member', 5, '65567875823f404b7e96b126698cc37a5cacbdd89abf8efe833c9461330e173b');
INSERT INTO public.entrydigest VALUES ('demo-member', 6, 'd6750f53a21b5c89958bba24d0b2db36206f1d206b6a1c4f62c06aead264a435');
INSERT INTO public.entrydigest VALUES ('voter', 1, '6ecea068c1722c4b6ccb947eb8cf56dcab835a73cbd11b9389255c26ee8f0cd7');
INSERT INTO public.experiment VALUES ('lab', 'demo-member', 'cheap', 'which?', 1, 0, false, 714270512, 1, 1795792671855, 1795792671902, NULL);
INSERT INTO public.experiment VALUES ('blind', 'demo-member', 'cheap', 'which?', 1, 1, false, 465495482, 3, 1795792672020, 1795792672051, NULL);
INSERT INTO public.experimentcase VALUES ('lab', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.experimentcase VALUES ('blind', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.extension VALUES ('blind', 2, 1795792672310, 'demo-member', 1, 0);
INSERT INTO public.generatedimage VALUES ('32917fcdca7745cb', '48d7489c73aa6042', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795792671710, 'demo-member', 1795792671670, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('213d0fc5ee63f375', 'a21c117a88abc1c3', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795792671651, 'demo-user', 1795792671550, 1795792671776, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('b41861f40a65a294', 'f9f7ecc552874fed', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795792671611, 'demo-user', 1795792671549, NULL, 1795792671780, NULL);
INSERT INTO public.generatedimage VALUES ('f0836fa837f4dfd0', 'd47279b8799a0907', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795792671952, 'demo-member', 1795792671902, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('874c6a9341f2a733', 'e21f7c7194ca3554', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795792671982, 'demo-member', 1795792671903, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('9e33d6717556233f', 'bb65d34248cc5faa', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795792672092, 'demo-member', 1795792672051, NULL, NULL, NULL);
INSERT INTO public.generatedimage VALUES ('9be60f7e84557048', '1ff547221019ee5e', 'image/png', 48, 32, 115, 'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0', 1795792672120, 'demo-member', 1795792672052, NULL, NULL, NULL);
INSERT INTO public.generation VALUES ('920834fef235e553', 'demo-user', 'waiting:0', '265d092d56bcc56dbc585ca088481180a95bdb41a841dc29717f46b79ae27023', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '', NULL, '', '1:1', 465402819, 'fake', 'fake-1', 5, 'held', '', '', '{}', 1795792671800, NULL, NULL, NULL, NULL, '1K', false, '', '', '', 'a lighthouse that nobody may log', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 0, '687e32d4db2efa25', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.generation VALUES ('f9f7ecc552874fed', 'demo-user', 'two:0', 'f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 1332595862, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795792671549, 1795792671578, 1795792671591, 1795792671601, 1795792671611, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 3, 'f0fc5f679e5d6cf6', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.generation VALUES ('a21c117a88abc1c3', 'demo-user', 'two:1', 'f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, '雨后，it''s wet', NULL, '', '1:1', 574538909, 'fake', 'fake-1', 5, 'settled', '', '', '{}', 1795792671550, 1795792671627, 1795792671636, 1795792671643, 1795792671651, '1K', false, '', '', '', 'a lighthouse that nobody may log
雨后，it''s wet', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 3, 'f0fc5f679e5d6cf6', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.generation VALUES ('48d7489c73aa6042', 'demo-member', 'reference:0', 'bfb5907cb633322300c5da0327fb3e91fc0f9bf5370369559f7bc3ef2ae27667', 'members', '龙', '奇幻', 'a dragon for members'' eyes only', true, '', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', '1:1', 153231348, 'fake', 'fake-1', 8, 'settled', '', '', '{}', 1795792671670, 1795792671688, 1795792671697, 1795792671704, 1795792671710, '1K', false, '', '', '', 'a dragon for members'' eyes only', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 3, 'f471bb9a12ecc0ba', false, NULL, NULL, NULL, NULL, NULL, 'members@1', '{}', true, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.generation VALUES ('dd8c167399e6c3da', 'demo-user', 'broken:0', 'bbd831731d6bf52b6c0ab90cc3f6e15f6b90be298bfbb6079d2f9c4e7c3c1fed', 'open', '灯塔', '自然', 'a lighthouse that nobody may log', false, 'what fails', NULL, '', '1:1', 466620981, 'fake', 'fake-1', 5, 'released', 'GENERATION_FAILED', 'unreadable_answer', '{}', 1795792671724, 1795792671735, 1795792671742, NULL, 1795792671752, '1K', false, '', '', '', 'a lighthouse that nobody may log
what fails', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 3, 'bb7f0ad437168988', false, NULL, NULL, NULL, NULL, NULL, 'open@1', '{}', true, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.generation VALUES ('d47279b8799a0907', 'demo-member', 'lab:2:1:1:1', '92a62574eaaabe7c149c36401b554fbfa03ad20824f009bb3b502091d56403ea', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 272659837, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795792671902, 1795792671933, 1795792671940, 1795792671946, 1795792671952, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 3, '3255259c011b9b35', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.generation VALUES ('e21f7c7194ca3554', 'demo-member', 'lab:1:1:1:1', 'a28306ea4955921e9e649758f1320ae977deacbe02e6c81c25a7df77e7857111', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 272659837, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795792671903, 1795792671961, 1795792671968, 1795792671973, 1795792671982, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 3, '3255259c011b9b35', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.generation VALUES ('bb65d34248cc5faa', 'demo-member', 'blind:2:1:1:1', '44c8d168c1ebb1454f8dc3db82c431866d8e861bb5f31b06918f15c601d2383a', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '16:9', 1092582125, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795792672051, 1795792672074, 1795792672081, 1795792672086, 1795792672092, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 3, '1e1048a908a87089', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.generation VALUES ('1ff547221019ee5e', 'demo-member', 'blind:1:1:1:1', '0f730ea952ada8cfad80f06f11c988fa6e6fe2eb043bf644d14f14330c445f6d', 'cheap', '石子', '自然', 'a pebble', false, '', NULL, '', '1:1', 1092582125, 'fake', 'fake-1', 1, 'settled', '', '', '{}', 1795792672052, 1795792672101, 1795792672108, 1795792672114, 1795792672120, '1K', false, '', '', '', 'a pebble', '', '', '', '{}', NULL, NULL, '64b67d3efe987581', 3, '1e1048a908a87089', true, NULL, NULL, NULL, NULL, NULL, 'cheap@1', '{}', false, 'USD', 'USD', '', NULL, NULL, 20784, 300000, 'USD');
INSERT INTO public.judgement VALUES ('d47279b8799a0907', 'demo-member', 1, 'unusable', 'hands', 1795792672001);
INSERT INTO public.keptcase VALUES ('set', 1, '雨后', '{}', 'it''s wet', NULL, '');
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 60, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 60, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 60, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795792500000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 60, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 101, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 101, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 101, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795792500000, 'open', 'open@1', 'fake', 'fake-1', 'settled', '', '', 101, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-member', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 40, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 40, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 40, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795792500000, 'members', 'members@1', 'fake', 'fake-1', 'settled', '', '', 40, 'USD', 1, 8, 0, 0);
INSERT INTO public.orderbucket VALUES ('demo-user', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 2764800000, 1794355200000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 86400000, 1795737600000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderbucket VALUES ('', 900000, 1795792500000, 'open', 'open@1', 'fake', 'fake-1', 'released', 'GENERATION_FAILED', 'unreadable_answer', 0, 'USD', 1, 5, 0, 0);
INSERT INTO public.orderdigest VALUES ('demo-user', 1, 'f9f7ecc552874fed', '04a212db834a14cb711a92aff1fbbbee02119a48835e85402541d98052a3251c');
INSERT INTO public.orderdigest VALUES ('demo-user', 2, 'a21c117a88abc1c3', 'af17b1689bc31f32d60ab157eac58ef857864b3c1a896a7cb4f5cfc533b00fb9');
INSERT INTO public.orderdigest VALUES ('demo-member', 1, '48d7489c73aa6042', '64145d51cde17a3f2f7066baf6be8bdb0f7328c546f6198d1b3adae8b6e4686a');
INSERT INTO public.orderdigest VALUES ('demo-user', 3, 'dd8c167399e6c3da', '9e93fa51d3de9086d5caf2f1a4c51f369cfc6339ccc9130f06ee2c1481eebd75');
INSERT INTO public.orderdigest VALUES ('demo-user', 4, '920834fef235e553', '718d778392ed6d2d55e88ea5492e5a8b5f834d96461f2262e38b2f32eac95681');
INSERT INTO public.orderdigest VALUES ('demo-member', 2, 'd47279b8799a0907', '076802e836db943be67e96a87f2fca2aa1f15a3784b9b1f86dc2b9d7394227c0');
INSERT INTO public.orderdigest VALUES ('demo-member', 3, 'e21f7c7194ca3554', '7f1682323c3fcf523d1a09cfaa59ca6bfdd7c173ad52d14626abd55810a6db32');
INSERT INTO public.orderdigest VALUES ('demo-member', 4, 'bb65d34248cc5faa', '1b1304b91a1e3039105881c9295fc6cd3df313acbb6ae23a746ea86844d829c3');
INSERT INTO public.orderdigest VALUES ('demo-member', 5, '1ff547221019ee5e', 'e710a7921539f43828a14b1271da02fb72c3a11a5a69097bca4cbe0ec69ca47a');
INSERT INTO public.pair VALUES ('65311596147f34d4', 'blind', 2, 1, 1, 'bb65d34248cc5faa', '1ff547221019ee5e', 1, 1795792672171);
INSERT INTO public.prompt VALUES ('open', '灯塔', '海边的灯塔', '自然', false, 0, false, false);
INSERT INTO public.prompt VALUES ('cheap', '石子', '一颗石子', '自然', false, 1, false, false);
INSERT INTO public.prompt VALUES ('members', '龙', '只给会员的龙', '奇幻', true, 2, false, false);
INSERT INTO public.promptversion VALUES ('open@1', 'open', 1, 'a lighthouse that nobody may log', '{}', 5, '', NULL, 1795792671414, '57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO public.promptversion VALUES ('cheap@1', 'cheap', 1, 'a pebble', '{}', 1, '', NULL, 1795792671414, 'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO public.promptversion VALUES ('members@1', 'members', 1, 'a dragon for members'' eyes only', '{}', 8, '', NULL, 1795792671414, '631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
INSERT INTO public.reveal VALUES ('blind', 1, 1795792672283, NULL, 1, 1, 1, 0, 0, '{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 0, "tied": 0, "lost": 1, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
INSERT INTO public.serviceday VALUES ('fake', 20784, 'USD', 300000, 2100000);
INSERT INTO public.transaction VALUES (1, 'demo-member', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795792671496, '', '');
INSERT INTO public.transaction VALUES (2, 'demo-user', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795792671496, '', '');
INSERT INTO public.transaction VALUES (3, 'demo-user', 2, 'f9f7ecc552874fed', 'token_consumption', 'completed', -5, 95, 'f9f7ecc552874fed', 'open', 1795792671611, '', '');
INSERT INTO public.transaction VALUES (4, 'demo-user', 3, 'a21c117a88abc1c3', 'token_consumption', 'completed', -5, 90, 'a21c117a88abc1c3', 'open', 1795792671651, '', '');
INSERT INTO public.transaction VALUES (5, 'demo-member', 2, '48d7489c73aa6042', 'token_consumption', 'completed', -8, 92, '48d7489c73aa6042', 'members', 1795792671710, '', '');
INSERT INTO public.transaction VALUES (6, 'demo-user', 4, 'top-up', 'grant', 'completed', 100, 190, NULL, NULL, 1795792671812, '', '');
INSERT INTO public.transaction VALUES (7, 'demo-user', 5, 'correction', 'adjustment', 'completed', -7, 183, NULL, NULL, 1795792671818, 'admin', 'too much');
INSERT INTO public.transaction VALUES (8, 'demo-member', 3, 'd47279b8799a0907', 'token_consumption', 'completed', -1, 91, 'd47279b8799a0907', 'cheap', 1795792671952, '', '');
INSERT INTO public.transaction VALUES (9, 'demo-member', 4, 'e21f7c7194ca3554', 'token_consumption', 'completed', -1, 90, 'e21f7c7194ca3554', 'cheap', 1795792671982, '', '');
INSERT INTO public.transaction VALUES (10, 'demo-member', 5, 'bb65d34248cc5faa', 'token_consumption', 'completed', -1, 89, 'bb65d34248cc5faa', 'cheap', 1795792672092, '', '');
INSERT INTO public.transaction VALUES (11, 'demo-member', 6, '1ff547221019ee5e', 'token_consumption', 'completed', -1, 88, '1ff547221019ee5e', 'cheap', 1795792672120, '', '');
INSERT INTO public.transaction VALUES (12, 'voter', 1, 'opening', 'grant', 'completed', 100, 100, NULL, NULL, 1795792672130, '', '');
INSERT INTO public.uploadedreference VALUES ('demo-member', 'b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg', 'boat.png', 1795792671532);
INSERT INTO public."user" VALUES ('demo-member', '演示会员', true, 88, 0, 1795792671496, 'proposer');
INSERT INTO public."user" VALUES ('voter', '小雨', false, 100, 0, 1795792672130, 'proposer');
INSERT INTO public."user" VALUES ('demo-user', '演示用户', true, 183, 5, 1795792671496, 'proposer');
INSERT INTO public.versiondigest VALUES ('open', 1, 'a0a31bf6bef7ddb5e03d845b2b419af11ebee45a03f13ff97df86e728b824045');
INSERT INTO public.versiondigest VALUES ('cheap', 1, 'e26a9cd666d19e10cf8dced939f8e7529f950cb80055553e311d7a74baf27d96');
INSERT INTO public.versiondigest VALUES ('members', 1, '522d3b42e3162af65a98149ae4d45901caafaaeef553734f3fcd9d1895c3187a');
INSERT INTO public.vote VALUES ('65311596147f34d4', 'voter', 1, 'left', 1, 1795792672237);
SELECT pg_catalog.setval('public.adminact_id_seq', 1, true);
SELECT pg_catalog.setval('public.decision_id_seq', 3, true);
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
