BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0016');
CREATE TABLE arm (
	experiment_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	version_id VARCHAR(200) NOT NULL, 
	service VARCHAR(200) NOT NULL, 
	model VARCHAR(200) NOT NULL, 
	aspect_ratio VARCHAR(200) NOT NULL, 
	size VARCHAR(200) NOT NULL, 
	is_base BOOLEAN NOT NULL, 
	CONSTRAINT pk_arm PRIMARY KEY (experiment_id, number), 
	CONSTRAINT ck_arm_number_range CHECK (number BETWEEN 1 AND 4), 
	CONSTRAINT fk_arm_experiment_id_experiment FOREIGN KEY(experiment_id) REFERENCES experiment (id), 
	CONSTRAINT fk_arm_version_id_promptversion FOREIGN KEY(version_id) REFERENCES promptversion (id)
);
INSERT INTO "arm" VALUES('lab',1,'cheap@1','fake','fake-1','1:1','1K',1);
INSERT INTO "arm" VALUES('lab',2,'cheap@1','fake','fake-1','16:9','1K',0);
INSERT INTO "arm" VALUES('blind',1,'cheap@1','fake','fake-1','1:1','1K',1);
INSERT INTO "arm" VALUES('blind',2,'cheap@1','fake','fake-1','16:9','1K',0);
CREATE TABLE ballot (
	pair_id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	arm_is_left BOOLEAN NOT NULL, 
	left_token VARCHAR(64) NOT NULL, 
	right_token VARCHAR(64) NOT NULL, 
	shown_at BIGINT NOT NULL, 
	CONSTRAINT pk_ballot PRIMARY KEY (pair_id, person_id), 
	CONSTRAINT ck_ballot_two_tokens CHECK (left_token <> right_token), 
	CONSTRAINT fk_ballot_pair_id_pair FOREIGN KEY(pair_id) REFERENCES pair (id), 
	CONSTRAINT fk_ballot_person_id_user FOREIGN KEY(person_id) REFERENCES user (id), 
	CONSTRAINT uq_ballot_left_token UNIQUE (left_token), 
	CONSTRAINT uq_ballot_right_token UNIQUE (right_token)
)
 WITHOUT ROWID

;
INSERT INTO "ballot" VALUES('0112c63e9a518e49','voter',0,'5dd7390bb025eb2c0506df5e5a08a519','56cf57c711792b4c2a126f41a7f5400a',1795752677621);
CREATE TABLE caseset (
	id VARCHAR(64) NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	revision INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_caseset PRIMARY KEY (id), 
	CONSTRAINT ck_caseset_revision_range CHECK (revision >= 1), 
	CONSTRAINT fk_caseset_owner_user FOREIGN KEY(owner) REFERENCES user (id), 
	CONSTRAINT uq_caseset_owner_name UNIQUE (owner, name)
);
INSERT INTO "caseset" VALUES('set','demo-member','雨',1,1795752677358);
CREATE TABLE cell (
	experiment_id VARCHAR(64) NOT NULL, 
	arm INTEGER NOT NULL, 
	case_number INTEGER NOT NULL, 
	repeat INTEGER NOT NULL, 
	attempt INTEGER NOT NULL, 
	order_id VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_cell PRIMARY KEY (experiment_id, arm, case_number, repeat, attempt), 
	CONSTRAINT ck_cell_repeat_range CHECK (repeat BETWEEN 1 AND 4), 
	CONSTRAINT ck_cell_attempt_range CHECK (attempt >= 1), 
	CONSTRAINT fk_cell_experiment_id_arm FOREIGN KEY(experiment_id, arm) REFERENCES arm (experiment_id, number), 
	CONSTRAINT fk_cell_experiment_id_experimentcase FOREIGN KEY(experiment_id, case_number) REFERENCES experimentcase (experiment_id, number), 
	CONSTRAINT fk_cell_order_id_generation FOREIGN KEY(order_id) REFERENCES generation (id), 
	CONSTRAINT uq_cell_order_id UNIQUE (order_id)
)
 WITHOUT ROWID

;
INSERT INTO "cell" VALUES('blind',1,1,1,1,'820b3a996c417159');
INSERT INTO "cell" VALUES('blind',2,1,1,1,'37669e0d04009b3a');
INSERT INTO "cell" VALUES('lab',1,1,1,1,'a19d820e04c518f2');
INSERT INTO "cell" VALUES('lab',2,1,1,1,'87014d8727891634');
CREATE TABLE decision (
	id INTEGER NOT NULL, 
	prompt_id VARCHAR(64) NOT NULL, 
	version_id VARCHAR(200) NOT NULL, 
	decided_at BIGINT NOT NULL, 
	decided_by VARCHAR(64), 
	why TEXT NOT NULL, 
	proof TEXT NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT ck_decision_version_is_its_prompts CHECK (substr(version_id, 1, length(prompt_id) + 1) = prompt_id || '@'), 
	CONSTRAINT fk_decision_decided_by_user FOREIGN KEY(decided_by) REFERENCES user (id), 
	CONSTRAINT fk_decision_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id), 
	CONSTRAINT fk_decision_version_id_promptversion FOREIGN KEY(version_id) REFERENCES promptversion (id)
);
INSERT INTO "decision" VALUES(1,'open','open@1',1795752676734,NULL,'','');
INSERT INTO "decision" VALUES(2,'cheap','cheap@1',1795752676734,NULL,'','');
INSERT INTO "decision" VALUES(3,'members','members@1',1795752676734,NULL,'','');
CREATE TABLE entrydigest (
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq), 
	CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY(user_id, seq) REFERENCES "transaction" (user_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entrydigest" VALUES('demo-member',1,'1f300f4c1f81b42242c72b4c6a5858f31e0b4bfa10702b679f424fa47c6e0579');
INSERT INTO "entrydigest" VALUES('demo-member',2,'51c161ab7a20a5bb61a67af240201fe63a045563b7c2e226f94368ea0a7e8791');
INSERT INTO "entrydigest" VALUES('demo-member',3,'05aa3c7989eab461c37b56aad29adaf07cb27c48e6cce4d57c623a5f6d50bd3e');
INSERT INTO "entrydigest" VALUES('demo-member',4,'a2272a41344d4202f72c6578b2bacbd1f4d2f9c2526970bdfac77140ac1080dd');
INSERT INTO "entrydigest" VALUES('demo-member',5,'906ae58f46938f2a38d9f15192d0bd12f6ac13150d005e48c1121cad56776846');
INSERT INTO "entrydigest" VALUES('demo-member',6,'672166254a68ed228d9d18236a79224b2e99dfb0ed2ef523948f1c00f16dee0a');
INSERT INTO "entrydigest" VALUES('demo-user',1,'1c50f7d853a0a7eaccba78582a2aecfcb178fd990fc9dfec36c75bb99595a2ca');
INSERT INTO "entrydigest" VALUES('demo-user',2,'4ea0702ced11b577768386b40e07dcf7f0d91084feed2677bcf3a89bca983e3d');
INSERT INTO "entrydigest" VALUES('demo-user',3,'4f5b3f5a64a5f1264bd1dee57d525120e4638e71dfeb4a886bb0400d7caa2012');
INSERT INTO "entrydigest" VALUES('demo-user',4,'1b0980c5db3738ab3cce559baa9381229b57614c24ba17292ffe7eacbd0423ae');
INSERT INTO "entrydigest" VALUES('demo-user',5,'847f13d513ddbbe545ed7d00c26edc5a8a22090ef450dabd38e27ee167c4674e');
INSERT INTO "entrydigest" VALUES('voter',1,'8bb2dcdae6afc594d176bcf59cc32bc1b4dcf1dbad3001d101f4a174a21f4f7f');
CREATE TABLE experiment (
	id VARCHAR(64) NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	prompt_id VARCHAR(64) NOT NULL, 
	question TEXT NOT NULL, 
	repeats INTEGER NOT NULL, 
	voters INTEGER NOT NULL, 
	own_votes BOOLEAN NOT NULL, 
	seed BIGINT NOT NULL, 
	revision INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	frozen_at BIGINT, 
	archived_at BIGINT, 
	CONSTRAINT pk_experiment PRIMARY KEY (id), 
	CONSTRAINT ck_experiment_repeats_range CHECK (repeats BETWEEN 1 AND 4), 
	CONSTRAINT ck_experiment_voters_range CHECK (voters BETWEEN 0 AND 20), 
	CONSTRAINT ck_experiment_seed_range CHECK (seed >= 0), 
	CONSTRAINT ck_experiment_revision_range CHECK (revision >= 1), 
	CONSTRAINT ck_experiment_frozen_once_made CHECK (frozen_at >= created_at), 
	CONSTRAINT ck_experiment_archived_once_frozen CHECK (archived_at IS NULL OR (frozen_at IS NOT NULL AND archived_at >= frozen_at)), 
	CONSTRAINT fk_experiment_owner_user FOREIGN KEY(owner) REFERENCES user (id), 
	CONSTRAINT fk_experiment_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id)
);
INSERT INTO "experiment" VALUES('lab','demo-member','cheap','which?',1,0,0,1663115216,1,1795752677262,1795752677292,NULL);
INSERT INTO "experiment" VALUES('blind','demo-member','cheap','which?',1,1,0,1457042021,3,1795752677367,1795752677390,NULL);
CREATE TABLE experimentcase (
	experiment_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	variables TEXT NOT NULL, 
	look_for TEXT NOT NULL, 
	reference VARCHAR(200), 
	reference_name VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_experimentcase PRIMARY KEY (experiment_id, number), 
	CONSTRAINT ck_experimentcase_number_range CHECK (number BETWEEN 1 AND 64), 
	CONSTRAINT fk_experimentcase_experiment_id_experiment FOREIGN KEY(experiment_id) REFERENCES experiment (id)
);
INSERT INTO "experimentcase" VALUES('lab',1,'雨后','{}','it''s wet',NULL,'');
INSERT INTO "experimentcase" VALUES('blind',1,'雨后','{}','it''s wet',NULL,'');
CREATE TABLE extension (
	experiment_id VARCHAR(64) NOT NULL, 
	look INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	voters_added INTEGER NOT NULL, 
	cells INTEGER NOT NULL, 
	CONSTRAINT pk_extension PRIMARY KEY (experiment_id, look), 
	CONSTRAINT ck_extension_look_range CHECK (look >= 2), 
	CONSTRAINT ck_extension_voters_added_range CHECK (voters_added BETWEEN 0 AND 20), 
	CONSTRAINT ck_extension_cells_range CHECK (cells >= 0), 
	CONSTRAINT ck_extension_adds_something CHECK (voters_added > 0 OR cells > 0), 
	CONSTRAINT fk_extension_experiment_id_experiment FOREIGN KEY(experiment_id) REFERENCES experiment (id), 
	CONSTRAINT fk_extension_person_id_user FOREIGN KEY(person_id) REFERENCES user (id)
)
 WITHOUT ROWID

;
INSERT INTO "extension" VALUES('blind',2,1795752677671,'demo-member',1,0);
CREATE TABLE "generatedimage" (
	id VARCHAR(64) NOT NULL, 
	generation_id VARCHAR(64) NOT NULL, 
	mime VARCHAR(200) NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	created_at BIGINT NOT NULL, 
	user_id VARCHAR(64) NOT NULL, 
	ordered_at BIGINT NOT NULL, 
	starred_at BIGINT, 
	trashed_at BIGINT, 
	purged_at BIGINT, 
	CONSTRAINT pk_generatedimage PRIMARY KEY (id), 
	CONSTRAINT ck_generatedimage_starred_once_made CHECK (starred_at >= created_at), 
	CONSTRAINT ck_generatedimage_trashed_once_made CHECK (trashed_at >= created_at), 
	CONSTRAINT ck_generatedimage_purged_from_the_bin CHECK (purged_at IS NULL OR (trashed_at IS NOT NULL AND purged_at >= trashed_at)), 
	CONSTRAINT fk_generatedimage_generation_id_generation FOREIGN KEY(generation_id) REFERENCES generation (id), 
	CONSTRAINT fk_generatedimage_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_generatedimage_generation_id UNIQUE (generation_id)
)
 WITHOUT ROWID

;
INSERT INTO "generatedimage" VALUES('0522ac033b4aee61','a19d820e04c518f2','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795752677337,'demo-member',1795752677293,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('4e0906d80129a1b2','87014d8727891634','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795752677321,'demo-member',1795752677292,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('6129211c00fcd53b','8682d2b1c9feb877','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795752677127,'demo-user',1795752676949,NULL,1795752677223,NULL);
INSERT INTO "generatedimage" VALUES('770cbbd461cc61e5','2911a1dd7420d070','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795752677179,'demo-member',1795752677157,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('c0546f87b2e6f2c0','72f18cdaf656cfb7','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795752677148,'demo-user',1795752676950,1795752677219,NULL,NULL);
INSERT INTO "generatedimage" VALUES('c8b10837abdc3815','820b3a996c417159','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795752677415,'demo-member',1795752677390,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('fdacea2c7db2f33e','37669e0d04009b3a','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795752677431,'demo-member',1795752677391,NULL,NULL,NULL);
CREATE TABLE generation (
	id VARCHAR(64) NOT NULL, 
	user_id VARCHAR(64) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	prompt_id VARCHAR(64) NOT NULL, 
	prompt_title VARCHAR(200) NOT NULL, 
	prompt_category VARCHAR(200) NOT NULL, 
	prompt_text TEXT NOT NULL, 
	prompt_members_only BOOLEAN NOT NULL, 
	wish TEXT NOT NULL, 
	reference VARCHAR(200), 
	reference_name VARCHAR(200) NOT NULL, 
	aspect_ratio VARCHAR(200) NOT NULL, 
	seed BIGINT NOT NULL, 
	provider VARCHAR(200) NOT NULL, 
	model VARCHAR(200) NOT NULL, 
	cost BIGINT NOT NULL, 
	status VARCHAR(200) NOT NULL, 
	error_code VARCHAR(200) NOT NULL, 
	error_reason VARCHAR(200) NOT NULL, 
	error_facts TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	started_at BIGINT, 
	generating_at BIGINT, 
	saving_at BIGINT, 
	ended_at BIGINT, size VARCHAR(200) DEFAULT '1K' NOT NULL, enhance BOOLEAN DEFAULT 0 NOT NULL, enhance_model VARCHAR(200) DEFAULT '' NOT NULL, enhance_error VARCHAR(200) DEFAULT '' NOT NULL, enhanced_text TEXT DEFAULT '' NOT NULL, sent_text TEXT DEFAULT '' NOT NULL, finish_reason VARCHAR(200) DEFAULT '' NOT NULL, model_version VARCHAR(200) DEFAULT '' NOT NULL, service_text TEXT DEFAULT '' NOT NULL, usage TEXT DEFAULT '{}' NOT NULL, picture_micros BIGINT, enhance_micros BIGINT, owner VARCHAR(64), lease BIGINT DEFAULT 0 NOT NULL, placed_by VARCHAR(64) DEFAULT '' NOT NULL, batch BOOLEAN DEFAULT 0 NOT NULL, usage_text_in BIGINT, usage_picture_in BIGINT, usage_text_out BIGINT, usage_picture_out BIGINT, usage_thinking BIGINT, version_id VARCHAR(200) REFERENCES promptversion (id), variables TEXT DEFAULT '{}' NOT NULL, folded BOOLEAN DEFAULT 0 NOT NULL, picture_currency VARCHAR(200) DEFAULT 'USD' NOT NULL, enhance_currency VARCHAR(200) DEFAULT 'USD' NOT NULL, quality VARCHAR(200) DEFAULT '' NOT NULL, strength INTEGER, used_seed BIGINT, 
	CONSTRAINT pk_generation PRIMARY KEY (id), 
	CONSTRAINT ck_generation_ended_when_not_held CHECK ((status = 'held') = (ended_at IS NULL)), 
	CONSTRAINT ck_generation_reason_when_released CHECK ((status = 'released') = (error_code <> '')), 
	CONSTRAINT ck_generation_status_known CHECK (status IN ('held', 'settled', 'released')), 
	CONSTRAINT ck_generation_cost_range CHECK (cost BETWEEN 1 AND 9007199254740991), 
	CONSTRAINT fk_generation_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id), 
	CONSTRAINT fk_generation_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_generation_user_id_key UNIQUE (user_id, "key")
);
INSERT INTO "generation" VALUES('8682d2b1c9feb877','demo-user','two:0','f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1990736157,'fake','fake-1',5,'settled','','','{}',1795752676949,1795752676965,1795752676975,1795752677115,1795752677127,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'bf31d89638064802',3,'2be55b9c96678672',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL);
INSERT INTO "generation" VALUES('72f18cdaf656cfb7','demo-user','two:1','f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1641427955,'fake','fake-1',5,'settled','','','{}',1795752676950,1795752677135,1795752677139,1795752677143,1795752677148,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'bf31d89638064802',3,'2be55b9c96678672',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL);
INSERT INTO "generation" VALUES('2911a1dd7420d070','demo-member','reference:0','bfb5907cb633322300c5da0327fb3e91fc0f9bf5370369559f7bc3ef2ae27667','members','龙','奇幻','a dragon for members'' eyes only',1,'','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png','1:1',1408176085,'fake','fake-1',8,'settled','','','{}',1795752677157,1795752677165,1795752677169,1795752677174,1795752677179,'1K',0,'','','','a dragon for members'' eyes only','','','','{}',NULL,NULL,'bf31d89638064802',3,'c65a81b5e03ff0ae',0,NULL,NULL,NULL,NULL,NULL,'members@1','{}',1,'USD','USD','',NULL,NULL);
INSERT INTO "generation" VALUES('985b203ff54067ae','demo-user','broken:0','bbd831731d6bf52b6c0ab90cc3f6e15f6b90be298bfbb6079d2f9c4e7c3c1fed','open','灯塔','自然','a lighthouse that nobody may log',0,'what fails',NULL,'','1:1',450039346,'fake','fake-1',5,'released','GENERATION_FAILED','unreadable_answer','{}',1795752677185,1795752677191,1795752677194,NULL,1795752677200,'1K',0,'','','','a lighthouse that nobody may log
what fails','','','','{}',NULL,NULL,'bf31d89638064802',3,'8149a52e04a3bd5e',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL);
INSERT INTO "generation" VALUES('f5c0fcb40ef1675c','demo-user','waiting:0','265d092d56bcc56dbc585ca088481180a95bdb41a841dc29717f46b79ae27023','open','灯塔','自然','a lighthouse that nobody may log',0,'',NULL,'','1:1',1888435005,'fake','fake-1',5,'held','','','{}',1795752677235,NULL,NULL,NULL,NULL,'1K',0,'','','','a lighthouse that nobody may log','','','','{}',NULL,NULL,'bf31d89638064802',0,'b96e76aaa1028799',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',0,'USD','USD','',NULL,NULL);
INSERT INTO "generation" VALUES('87014d8727891634','demo-member','lab:2:1:1:1','378e0c2201f02d6d1c910489bd57e47e35e28279a729cd9be16235e9d63ea0a9','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',953639445,'fake','fake-1',1,'settled','','','{}',1795752677292,1795752677307,1795752677311,1795752677316,1795752677321,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'bf31d89638064802',3,'a1135f085bf37465',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL);
INSERT INTO "generation" VALUES('a19d820e04c518f2','demo-member','lab:1:1:1:1','8024fd22bc0bab823e8a1a80783a5f3eb0b08320224d7fb2a1adb032f609c194','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',953639445,'fake','fake-1',1,'settled','','','{}',1795752677293,1795752677325,1795752677328,1795752677333,1795752677337,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'bf31d89638064802',3,'a1135f085bf37465',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL);
INSERT INTO "generation" VALUES('820b3a996c417159','demo-member','blind:1:1:1:1','13a8b8d64dc43a5d85517e1d78d660a037dd50d67f26810cc39e4ce1b528704c','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',1192519772,'fake','fake-1',1,'settled','','','{}',1795752677390,1795752677402,1795752677406,1795752677410,1795752677415,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'bf31d89638064802',3,'54a13ba223b1303e',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL);
INSERT INTO "generation" VALUES('37669e0d04009b3a','demo-member','blind:2:1:1:1','b3564a3736db652b0bd664cc46e2899e1e02151ac8e0f2ec3a2e7cc6ffcc88a6','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',1192519772,'fake','fake-1',1,'settled','','','{}',1795752677391,1795752677419,1795752677423,1795752677427,1795752677431,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'bf31d89638064802',3,'54a13ba223b1303e',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL);
CREATE TABLE judgement (
	order_id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	n INTEGER NOT NULL, 
	answer VARCHAR(200) NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	judged_at BIGINT NOT NULL, 
	CONSTRAINT pk_judgement PRIMARY KEY (order_id, person_id, n), 
	CONSTRAINT ck_judgement_n_range CHECK (n >= 1), 
	CONSTRAINT ck_judgement_answer_known CHECK (answer IN ('usable', 'unusable', 'unsure', 'undone')), 
	CONSTRAINT ck_judgement_reason_known CHECK (reason IN ('', 'hands', 'face', 'text', 'composition', 'off_reference', 'off_prompt')), 
	CONSTRAINT ck_judgement_reason_of_unusable CHECK (reason = '' OR answer = 'unusable'), 
	CONSTRAINT fk_judgement_order_id_cell FOREIGN KEY(order_id) REFERENCES cell (order_id), 
	CONSTRAINT fk_judgement_person_id_user FOREIGN KEY(person_id) REFERENCES user (id)
)
 WITHOUT ROWID

;
INSERT INTO "judgement" VALUES('87014d8727891634','demo-member',1,'unusable','hands',1795752677350);
CREATE TABLE keptcase (
	set_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	variables TEXT NOT NULL, 
	look_for TEXT NOT NULL, 
	reference VARCHAR(200), 
	reference_name VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_keptcase PRIMARY KEY (set_id, number), 
	CONSTRAINT ck_keptcase_number_range CHECK (number BETWEEN 1 AND 64), 
	CONSTRAINT fk_keptcase_set_id_caseset FOREIGN KEY(set_id) REFERENCES caseset (id)
);
INSERT INTO "keptcase" VALUES('set',1,'雨后','{}','it''s wet',NULL,'');
CREATE TABLE orderbucket (
	person_id VARCHAR(64) NOT NULL, 
	span_ms BIGINT NOT NULL, 
	begins_at BIGINT NOT NULL, 
	prompt_id VARCHAR(64) NOT NULL, 
	version_id VARCHAR(200) NOT NULL, 
	provider VARCHAR(200) NOT NULL, 
	model VARCHAR(200) NOT NULL, 
	status VARCHAR(200) NOT NULL, 
	error_code VARCHAR(200) NOT NULL, 
	error_reason VARCHAR(200) NOT NULL, 
	took_ms BIGINT NOT NULL, 
	currency VARCHAR(200) NOT NULL, 
	orders BIGINT NOT NULL, 
	cost BIGINT NOT NULL, 
	priced BIGINT NOT NULL, 
	micros BIGINT NOT NULL, 
	CONSTRAINT pk_orderbucket PRIMARY KEY (person_id, span_ms, begins_at, prompt_id, version_id, provider, model, status, error_code, error_reason, took_ms, currency), 
	CONSTRAINT ck_orderbucket_span_begins_at_its_own CHECK (span_ms > 0 AND begins_at % span_ms = 0), 
	CONSTRAINT ck_orderbucket_took_range CHECK (took_ms >= 0), 
	CONSTRAINT ck_orderbucket_orders_range CHECK (orders >= 1), 
	CONSTRAINT ck_orderbucket_cost_range CHECK (cost >= orders), 
	CONSTRAINT ck_orderbucket_priced_range CHECK (priced BETWEEN 0 AND orders), 
	CONSTRAINT ck_orderbucket_micros_range CHECK (micros >= 0)
)
 WITHOUT ROWID

;
INSERT INTO "orderbucket" VALUES('',900000,1795752000000,'members','members@1','fake','fake-1','settled','','',22,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795752000000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795752000000,'open','open@1','fake','fake-1','settled','','',174,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795752000000,'open','open@1','fake','fake-1','settled','','',191,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'members','members@1','fake','fake-1','settled','','',22,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','settled','','',174,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','settled','','',191,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',22,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',174,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',191,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-member',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',22,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',174,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',191,'USD',1,5,0,0);
CREATE TABLE orderdigest (
	user_id VARCHAR(64) NOT NULL, 
	number BIGINT NOT NULL, 
	order_id VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_orderdigest PRIMARY KEY (user_id, number), 
	CONSTRAINT ck_orderdigest_number_range CHECK (number >= 1), 
	CONSTRAINT fk_orderdigest_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT fk_orderdigest_order_id_generation FOREIGN KEY(order_id) REFERENCES generation (id), 
	CONSTRAINT uq_orderdigest_order_id UNIQUE (order_id)
)
 WITHOUT ROWID

;
INSERT INTO "orderdigest" VALUES('demo-member',1,'2911a1dd7420d070','cdc9f921bfe9bdf474f48d2f51070712481a93d6a6be69bc34bc43dc4fff1bb6');
INSERT INTO "orderdigest" VALUES('demo-member',2,'87014d8727891634','25b35d5c0b85b2328362e0787d2ab830e0c3c40a2295efbaa959c57a06abb39e');
INSERT INTO "orderdigest" VALUES('demo-member',3,'a19d820e04c518f2','aaca50a4117690c76803e95eafd398f9c0660e6dd179b00d95c61e9f65847cd7');
INSERT INTO "orderdigest" VALUES('demo-member',4,'820b3a996c417159','23ffc92b8c65179950bc785c180587ecada6f25b10e7e58e3a27e867aa65eab8');
INSERT INTO "orderdigest" VALUES('demo-member',5,'37669e0d04009b3a','4bfcacf8c8b7fa6d383f7aeff03808f57dd1e80bee6d3c91bbfde96bbbe83d0e');
INSERT INTO "orderdigest" VALUES('demo-user',1,'8682d2b1c9feb877','7249abf21b82a221804fbfdb598e0a8ff0e25b1f2c9f0940dd6c27428a289aef');
INSERT INTO "orderdigest" VALUES('demo-user',2,'72f18cdaf656cfb7','4a2cdf98c6c98d5753cf73ca51f8fa77a5dbe0a19d1f120ac2179b8d96162e9a');
INSERT INTO "orderdigest" VALUES('demo-user',3,'985b203ff54067ae','9e41d04f4f8dac865dc5ee7fca180940e0d8cf9fab655048134a55bcc1a074dd');
INSERT INTO "orderdigest" VALUES('demo-user',4,'f5c0fcb40ef1675c','effa2bcf7556383f8fe8bad329528d9aea807b4367d0690b360a0ae4b5066624');
CREATE TABLE pair (
	id VARCHAR(64) NOT NULL, 
	experiment_id VARCHAR(64) NOT NULL, 
	arm INTEGER NOT NULL, 
	case_number INTEGER NOT NULL, 
	repeat INTEGER NOT NULL, 
	arm_order VARCHAR(64) NOT NULL, 
	base_order VARCHAR(64) NOT NULL, 
	look INTEGER NOT NULL, 
	opened_at BIGINT NOT NULL, 
	CONSTRAINT pk_pair PRIMARY KEY (id), 
	CONSTRAINT ck_pair_repeat_range CHECK (repeat BETWEEN 1 AND 4), 
	CONSTRAINT ck_pair_look_range CHECK (look >= 1), 
	CONSTRAINT ck_pair_two_pictures CHECK (arm_order <> base_order), 
	CONSTRAINT fk_pair_experiment_id_arm FOREIGN KEY(experiment_id, arm) REFERENCES arm (experiment_id, number), 
	CONSTRAINT fk_pair_experiment_id_experimentcase FOREIGN KEY(experiment_id, case_number) REFERENCES experimentcase (experiment_id, number), 
	CONSTRAINT fk_pair_arm_order_cell FOREIGN KEY(arm_order) REFERENCES cell (order_id), 
	CONSTRAINT fk_pair_base_order_cell FOREIGN KEY(base_order) REFERENCES cell (order_id), 
	CONSTRAINT uq_pair_experiment_id_arm_case_number_repeat UNIQUE (experiment_id, arm, case_number, repeat)
)
 WITHOUT ROWID

;
INSERT INTO "pair" VALUES('0112c63e9a518e49','blind',2,1,1,'37669e0d04009b3a','820b3a996c417159',1,1795752677458);
CREATE TABLE "prompt" (
	id VARCHAR(64) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	description TEXT NOT NULL, 
	category VARCHAR(200) NOT NULL, 
	members_only BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	archived BOOLEAN DEFAULT 0 NOT NULL, 
	edited BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_prompt PRIMARY KEY (id)
);
INSERT INTO "prompt" VALUES('open','灯塔','海边的灯塔','自然',0,0,0,0);
INSERT INTO "prompt" VALUES('cheap','石子','一颗石子','自然',0,1,0,0);
INSERT INTO "prompt" VALUES('members','龙','只给会员的龙','奇幻',1,2,0,0);
CREATE TABLE promptversion (
	id VARCHAR(200) NOT NULL, 
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	parameters TEXT NOT NULL, 
	cost BIGINT NOT NULL, 
	note TEXT NOT NULL, 
	author VARCHAR(64), 
	created_at BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_promptversion PRIMARY KEY (id), 
	CONSTRAINT ck_promptversion_number_range CHECK (number >= 1), 
	CONSTRAINT ck_promptversion_cost_range CHECK (cost BETWEEN 1 AND 9007199254740991), 
	CONSTRAINT ck_promptversion_id_says_which CHECK (id = prompt_id || '@' || CAST(number AS VARCHAR)), 
	CONSTRAINT fk_promptversion_author_user FOREIGN KEY(author) REFERENCES user (id), 
	CONSTRAINT fk_promptversion_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id), 
	CONSTRAINT uq_promptversion_prompt_id_digest UNIQUE (prompt_id, digest), 
	CONSTRAINT uq_promptversion_prompt_id_number UNIQUE (prompt_id, number)
);
INSERT INTO "promptversion" VALUES('open@1','open',1,'a lighthouse that nobody may log','{}',5,'',NULL,1795752676734,'57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO "promptversion" VALUES('cheap@1','cheap',1,'a pebble','{}',1,'',NULL,1795752676734,'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO "promptversion" VALUES('members@1','members',1,'a dragon for members'' eyes only','{}',8,'',NULL,1795752676734,'631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
CREATE TABLE reveal (
	experiment_id VARCHAR(64) NOT NULL, 
	look INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	person_id VARCHAR(64), 
	pairs INTEGER NOT NULL, 
	wanted INTEGER NOT NULL, 
	votes INTEGER NOT NULL, 
	missing INTEGER NOT NULL, 
	own_votes INTEGER NOT NULL, 
	verdict TEXT NOT NULL, 
	CONSTRAINT pk_reveal PRIMARY KEY (experiment_id, look), 
	CONSTRAINT ck_reveal_look_range CHECK (look >= 1), 
	CONSTRAINT ck_reveal_counts_range CHECK (pairs >= 0 AND votes >= 0 AND own_votes >= 0), 
	CONSTRAINT ck_reveal_missing_is_the_rest CHECK (missing >= 0 AND missing = wanted - votes), 
	CONSTRAINT fk_reveal_experiment_id_experiment FOREIGN KEY(experiment_id) REFERENCES experiment (id), 
	CONSTRAINT fk_reveal_person_id_user FOREIGN KEY(person_id) REFERENCES user (id)
)
 WITHOUT ROWID

;
INSERT INTO "reveal" VALUES('blind',1,1795752677657,NULL,1,1,1,0,0,'{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 0, "tied": 0, "lost": 1, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
CREATE TABLE "transaction" (
	id INTEGER NOT NULL, 
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	type VARCHAR(200) NOT NULL, 
	status VARCHAR(200) NOT NULL, 
	amount BIGINT NOT NULL, 
	balance_after BIGINT NOT NULL, 
	generation_id VARCHAR(64), 
	prompt_id VARCHAR(64), 
	created_at BIGINT NOT NULL, 
	actor VARCHAR(200) DEFAULT '' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_transaction PRIMARY KEY (id), 
	CONSTRAINT ck_transaction_status_completed CHECK (status = 'completed'), 
	CONSTRAINT ck_transaction_amount_range CHECK (amount <> 0 AND amount BETWEEN -9007199254740991 AND 9007199254740991), 
	CONSTRAINT ck_transaction_balance_after_range CHECK (balance_after BETWEEN 0 AND 9007199254740991), 
	CONSTRAINT ck_transaction_seq_range CHECK (seq >= 1), 
	CONSTRAINT ck_transaction_type_known CHECK (type IN ('grant', 'token_consumption', 'adjustment')), 
	CONSTRAINT ck_transaction_grants_add CHECK (type = 'adjustment' OR (type = 'grant') = (amount > 0)), 
	CONSTRAINT ck_transaction_spending_has_order CHECK ((type = 'token_consumption') = (generation_id IS NOT NULL)), 
	CONSTRAINT ck_transaction_adjustment_says_who CHECK ((type = 'adjustment') = (actor <> '')), 
	CONSTRAINT ck_transaction_adjustment_says_why CHECK ((type = 'adjustment') = (reason <> '')), 
	CONSTRAINT fk_transaction_generation_id_generation FOREIGN KEY(generation_id) REFERENCES generation (id), 
	CONSTRAINT fk_transaction_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id), 
	CONSTRAINT fk_transaction_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_transaction_generation_id UNIQUE (generation_id), 
	CONSTRAINT uq_transaction_user_id_key UNIQUE (user_id, "key"), 
	CONSTRAINT uq_transaction_user_id_seq UNIQUE (user_id, seq)
);
INSERT INTO "transaction" VALUES(1,'demo-member',1,'opening','grant','completed',100,100,NULL,NULL,1795752676787,'','');
INSERT INTO "transaction" VALUES(2,'demo-user',1,'opening','grant','completed',100,100,NULL,NULL,1795752676787,'','');
INSERT INTO "transaction" VALUES(3,'demo-user',2,'8682d2b1c9feb877','token_consumption','completed',-5,95,'8682d2b1c9feb877','open',1795752677127,'','');
INSERT INTO "transaction" VALUES(4,'demo-user',3,'72f18cdaf656cfb7','token_consumption','completed',-5,90,'72f18cdaf656cfb7','open',1795752677148,'','');
INSERT INTO "transaction" VALUES(5,'demo-member',2,'2911a1dd7420d070','token_consumption','completed',-8,92,'2911a1dd7420d070','members',1795752677179,'','');
INSERT INTO "transaction" VALUES(6,'demo-user',4,'top-up','grant','completed',100,190,NULL,NULL,1795752677241,'','');
INSERT INTO "transaction" VALUES(7,'demo-user',5,'correction','adjustment','completed',-7,183,NULL,NULL,1795752677245,'admin','too much');
INSERT INTO "transaction" VALUES(8,'demo-member',3,'87014d8727891634','token_consumption','completed',-1,91,'87014d8727891634','cheap',1795752677321,'','');
INSERT INTO "transaction" VALUES(9,'demo-member',4,'a19d820e04c518f2','token_consumption','completed',-1,90,'a19d820e04c518f2','cheap',1795752677337,'','');
INSERT INTO "transaction" VALUES(10,'demo-member',5,'820b3a996c417159','token_consumption','completed',-1,89,'820b3a996c417159','cheap',1795752677415,'','');
INSERT INTO "transaction" VALUES(11,'demo-member',6,'37669e0d04009b3a','token_consumption','completed',-1,88,'37669e0d04009b3a','cheap',1795752677431,'','');
INSERT INTO "transaction" VALUES(12,'voter',1,'opening','grant','completed',100,100,NULL,NULL,1795752677435,'','');
CREATE TABLE uploadedreference (
	user_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name), 
	CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "uploadedreference" VALUES('demo-member','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png',1795752676934);
CREATE TABLE user (
	id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	is_member BOOLEAN NOT NULL, 
	balance BIGINT NOT NULL, 
	held BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT ck_user_balance_range CHECK (balance BETWEEN 0 AND 9007199254740991), 
	CONSTRAINT ck_user_held_range CHECK (held BETWEEN 0 AND balance)
);
INSERT INTO "user" VALUES('demo-member','演示会员',1,88,0,1795752676787);
INSERT INTO "user" VALUES('demo-user','演示用户',0,183,5,1795752676787);
INSERT INTO "user" VALUES('voter','小雨',0,100,0,1795752677435);
CREATE TABLE versiondigest (
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number), 
	CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY(prompt_id, number) REFERENCES promptversion (prompt_id, number)
)
 WITHOUT ROWID

;
INSERT INTO "versiondigest" VALUES('cheap',1,'1af65f00af27ad5df177497acfd0c4cb9e7d1981bfebd93b5ee9ee2ac46e50da');
INSERT INTO "versiondigest" VALUES('members',1,'84ba36109843bfa3fc4d69409b324edc21b29a83e21b3c4553ee9deb44e24387');
INSERT INTO "versiondigest" VALUES('open',1,'c8321684169183fa904cdf1d136727224a8fa2c4f68c9a242b9bf9e8f3e5cd62');
CREATE TABLE vote (
	pair_id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	n INTEGER NOT NULL, 
	answer VARCHAR(200) NOT NULL, 
	look INTEGER NOT NULL, 
	voted_at BIGINT NOT NULL, 
	CONSTRAINT pk_vote PRIMARY KEY (pair_id, person_id, n), 
	CONSTRAINT ck_vote_n_range CHECK (n >= 1), 
	CONSTRAINT ck_vote_look_range CHECK (look >= 1), 
	CONSTRAINT ck_vote_answer_known CHECK (answer IN ('left', 'right', 'same', 'neither', 'skip', 'undone')), 
	CONSTRAINT fk_vote_pair_id_ballot FOREIGN KEY(pair_id, person_id) REFERENCES ballot (pair_id, person_id)
)
 WITHOUT ROWID

;
INSERT INTO "vote" VALUES('0112c63e9a518e49','voter',1,'left',1,1795752677640);
CREATE INDEX ix_generation_open ON generation (user_id, created_at, id) WHERE status = 'held';
CREATE INDEX ix_generation_picture ON generation (user_id, created_at, id, prompt_id, prompt_title, wish) WHERE status = 'settled';
CREATE INDEX ix_generation_of_person ON generation (user_id, created_at, id, status);
CREATE INDEX ix_generation_of_prompt ON generation (user_id, prompt_id, created_at, id, status, ended_at, cost, error_code, error_reason);
CREATE INDEX ix_generation_ended ON generation (user_id, ended_at, id);
CREATE INDEX ix_generation_reference ON generation (reference);
CREATE INDEX ix_generation_lease ON generation (owner, id, lease) WHERE status = 'held';
CREATE INDEX ix_uploadedreference_name ON uploadedreference (name);
CREATE INDEX ix_decision_of_prompt ON decision (prompt_id, id);
CREATE TRIGGER promptversion_no_update BEFORE UPDATE ON promptversion BEGIN SELECT RAISE(ABORT, 'versions and decisions are append-only'); END;
CREATE TRIGGER promptversion_no_delete BEFORE DELETE ON promptversion BEGIN SELECT RAISE(ABORT, 'versions and decisions are append-only'); END;
CREATE TRIGGER promptversion_no_replace BEFORE INSERT ON promptversion WHEN EXISTS (SELECT 1 FROM promptversion WHERE id = NEW.id OR (prompt_id = NEW.prompt_id AND (number = NEW.number OR digest = NEW.digest))) BEGIN SELECT RAISE(ABORT, 'versions and decisions are append-only'); END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'versions and decisions are append-only'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'versions and decisions are append-only'); END;
CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'versions and decisions are append-only'); END;
CREATE INDEX ix_transaction_of_person ON "transaction" (user_id, created_at, id, seq, amount);
CREATE INDEX ix_transaction_of_person_prompt ON "transaction" (user_id, prompt_id, created_at, id, amount);
CREATE INDEX ix_transaction_of_person_type ON "transaction" (user_id, type, created_at, id, amount);
CREATE INDEX ix_transaction_prompt ON "transaction" (prompt_id, created_at, id, amount);
CREATE INDEX ix_transaction_recent ON "transaction" (created_at, id, amount);
CREATE INDEX ix_transaction_type ON "transaction" (type, created_at, id, amount);
CREATE TRIGGER transaction_no_update BEFORE UPDATE ON "transaction" BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
CREATE TRIGGER transaction_no_delete BEFORE DELETE ON "transaction" BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
CREATE TRIGGER transaction_no_replace BEFORE INSERT ON "transaction" WHEN EXISTS (SELECT 1 FROM "transaction" WHERE id = NEW.id OR generation_id = NEW.generation_id OR (user_id = NEW.user_id AND (seq = NEW.seq OR key = NEW.key))) BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
CREATE TRIGGER entrydigest_no_update BEFORE UPDATE ON "entrydigest" BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE TRIGGER entrydigest_no_delete BEFORE DELETE ON "entrydigest" BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE TRIGGER entrydigest_no_replace BEFORE INSERT ON "entrydigest" WHEN EXISTS (SELECT 1 FROM "entrydigest" WHERE user_id = NEW.user_id AND seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE TRIGGER orderdigest_no_update BEFORE UPDATE ON "orderdigest" BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE TRIGGER orderdigest_no_delete BEFORE DELETE ON "orderdigest" BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE TRIGGER orderdigest_no_replace BEFORE INSERT ON "orderdigest" WHEN EXISTS (SELECT 1 FROM "orderdigest" WHERE order_id = NEW.order_id OR (user_id = NEW.user_id AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE TRIGGER versiondigest_no_update BEFORE UPDATE ON "versiondigest" BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE TRIGGER versiondigest_no_delete BEFORE DELETE ON "versiondigest" BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE TRIGGER versiondigest_no_replace BEFORE INSERT ON "versiondigest" WHEN EXISTS (SELECT 1 FROM "versiondigest" WHERE prompt_id = NEW.prompt_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'digests are append-only'); END;
CREATE INDEX ix_generation_unfolded ON generation (created_at, user_id, id) WHERE folded = 0;
CREATE INDEX ix_generatedimage_trashed ON generatedimage (user_id, generation_id) WHERE trashed_at IS NOT NULL;
CREATE INDEX ix_generatedimage_bin ON generatedimage (user_id, trashed_at, generation_id) WHERE trashed_at IS NOT NULL AND purged_at IS NULL;
CREATE INDEX ix_generatedimage_starred ON generatedimage (user_id, ordered_at, generation_id) WHERE starred_at IS NOT NULL AND trashed_at IS NULL;
CREATE TRIGGER generatedimage_no_delete BEFORE DELETE ON generatedimage BEGIN SELECT RAISE(ABORT, 'pictures are never deleted or altered'); END;
CREATE TRIGGER generatedimage_no_replace BEFORE INSERT ON generatedimage WHEN EXISTS (SELECT 1 FROM generatedimage WHERE id = NEW.id OR generation_id = NEW.generation_id) BEGIN SELECT RAISE(ABORT, 'pictures are never deleted or altered'); END;
CREATE TRIGGER generatedimage_no_change BEFORE UPDATE OF id, generation_id, mime, width, height, size_bytes, sha256, created_at, user_id, ordered_at ON generatedimage BEGIN SELECT RAISE(ABORT, 'pictures are never deleted or altered'); END;
CREATE TRIGGER generatedimage_no_return BEFORE UPDATE ON generatedimage WHEN OLD.purged_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'pictures are never deleted or altered'); END;
CREATE INDEX ix_experiment_of_owner ON experiment (owner, created_at, id);
CREATE INDEX ix_experiment_recent ON experiment (created_at, id);
CREATE UNIQUE INDEX ix_arm_base ON arm (experiment_id) WHERE is_base = 1;
CREATE TRIGGER cell_no_update BEFORE UPDATE ON "cell" BEGIN SELECT RAISE(ABORT, 'cells are append-only'); END;
CREATE TRIGGER cell_no_delete BEFORE DELETE ON "cell" BEGIN SELECT RAISE(ABORT, 'cells are append-only'); END;
CREATE TRIGGER cell_no_replace BEFORE INSERT ON "cell" WHEN EXISTS (SELECT 1 FROM "cell" WHERE order_id = NEW.order_id OR (experiment_id = NEW.experiment_id AND arm = NEW.arm AND case_number = NEW.case_number AND repeat = NEW.repeat AND attempt = NEW.attempt)) BEGIN SELECT RAISE(ABORT, 'cells are append-only'); END;
CREATE TRIGGER judgement_no_update BEFORE UPDATE ON "judgement" BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER judgement_no_delete BEFORE DELETE ON "judgement" BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER judgement_no_replace BEFORE INSERT ON "judgement" WHEN EXISTS (SELECT 1 FROM "judgement" WHERE order_id = NEW.order_id AND person_id = NEW.person_id AND n = NEW.n) BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER experiment_no_change BEFORE UPDATE ON experiment WHEN OLD.frozen_at IS NOT NULL AND (NEW.id IS NOT OLD.id OR NEW.owner IS NOT OLD.owner OR NEW.prompt_id IS NOT OLD.prompt_id OR NEW.question IS NOT OLD.question OR NEW.repeats IS NOT OLD.repeats OR NEW.voters IS NOT OLD.voters OR NEW.own_votes IS NOT OLD.own_votes OR NEW.seed IS NOT OLD.seed OR NEW.created_at IS NOT OLD.created_at OR NEW.frozen_at IS NOT OLD.frozen_at) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER experiment_no_delete BEFORE DELETE ON experiment WHEN OLD.frozen_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER experiment_no_replace BEFORE INSERT ON experiment WHEN EXISTS (SELECT 1 FROM experiment WHERE id = NEW.id AND frozen_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER arm_no_update BEFORE UPDATE ON arm WHEN EXISTS (SELECT 1 FROM experiment e WHERE e.id = OLD.experiment_id AND e.frozen_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER arm_no_delete BEFORE DELETE ON arm WHEN EXISTS (SELECT 1 FROM experiment e WHERE e.id = OLD.experiment_id AND e.frozen_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER arm_no_replace BEFORE INSERT ON arm WHEN EXISTS (SELECT 1 FROM experiment e WHERE e.id = NEW.experiment_id AND e.frozen_at IS NOT NULL) AND EXISTS (SELECT 1 FROM arm WHERE experiment_id = NEW.experiment_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER experimentcase_no_update BEFORE UPDATE ON experimentcase WHEN EXISTS (SELECT 1 FROM experiment e WHERE e.id = OLD.experiment_id AND e.frozen_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER experimentcase_no_delete BEFORE DELETE ON experimentcase WHEN EXISTS (SELECT 1 FROM experiment e WHERE e.id = OLD.experiment_id AND e.frozen_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER experimentcase_no_replace BEFORE INSERT ON experimentcase WHEN EXISTS (SELECT 1 FROM experiment e WHERE e.id = NEW.experiment_id AND e.frozen_at IS NOT NULL) AND EXISTS (SELECT 1 FROM experimentcase WHERE experiment_id = NEW.experiment_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER promptversion_no_rowid BEFORE INSERT ON promptversion WHEN EXISTS (SELECT 1 FROM promptversion WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
CREATE TRIGGER experiment_no_rowid BEFORE INSERT ON experiment WHEN EXISTS (SELECT 1 FROM experiment WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER arm_no_rowid BEFORE INSERT ON arm WHEN EXISTS (SELECT 1 FROM arm WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER experimentcase_no_rowid BEFORE INSERT ON experimentcase WHEN EXISTS (SELECT 1 FROM experimentcase WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'experiments are frozen by their first run'); END;
CREATE TRIGGER pair_no_update BEFORE UPDATE ON "pair" BEGIN SELECT RAISE(ABORT, 'pairs are append-only'); END;
CREATE TRIGGER pair_no_delete BEFORE DELETE ON "pair" BEGIN SELECT RAISE(ABORT, 'pairs are append-only'); END;
CREATE TRIGGER pair_no_replace BEFORE INSERT ON "pair" WHEN EXISTS (SELECT 1 FROM "pair" WHERE id = NEW.id OR (experiment_id = NEW.experiment_id AND arm = NEW.arm AND case_number = NEW.case_number AND repeat = NEW.repeat)) BEGIN SELECT RAISE(ABORT, 'pairs are append-only'); END;
CREATE TRIGGER ballot_no_update BEFORE UPDATE ON "ballot" BEGIN SELECT RAISE(ABORT, 'ballots are append-only'); END;
CREATE TRIGGER ballot_no_delete BEFORE DELETE ON "ballot" BEGIN SELECT RAISE(ABORT, 'ballots are append-only'); END;
CREATE TRIGGER ballot_no_replace BEFORE INSERT ON "ballot" WHEN EXISTS (SELECT 1 FROM "ballot" WHERE (pair_id = NEW.pair_id AND person_id = NEW.person_id) OR left_token = NEW.left_token OR right_token = NEW.right_token) BEGIN SELECT RAISE(ABORT, 'ballots are append-only'); END;
CREATE TRIGGER vote_no_update BEFORE UPDATE ON "vote" BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
CREATE TRIGGER vote_no_delete BEFORE DELETE ON "vote" BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
CREATE TRIGGER vote_no_replace BEFORE INSERT ON "vote" WHEN EXISTS (SELECT 1 FROM "vote" WHERE pair_id = NEW.pair_id AND person_id = NEW.person_id AND n = NEW.n) BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
CREATE TRIGGER extension_no_update BEFORE UPDATE ON "extension" BEGIN SELECT RAISE(ABORT, 'extensions are append-only'); END;
CREATE TRIGGER extension_no_delete BEFORE DELETE ON "extension" BEGIN SELECT RAISE(ABORT, 'extensions are append-only'); END;
CREATE TRIGGER extension_no_replace BEFORE INSERT ON "extension" WHEN EXISTS (SELECT 1 FROM "extension" WHERE experiment_id = NEW.experiment_id AND look = NEW.look) BEGIN SELECT RAISE(ABORT, 'extensions are append-only'); END;
CREATE TRIGGER reveal_no_update BEFORE UPDATE ON "reveal" BEGIN SELECT RAISE(ABORT, 'reveals are append-only'); END;
CREATE TRIGGER reveal_no_delete BEFORE DELETE ON "reveal" BEGIN SELECT RAISE(ABORT, 'reveals are append-only'); END;
CREATE TRIGGER reveal_no_replace BEFORE INSERT ON "reveal" WHEN EXISTS (SELECT 1 FROM "reveal" WHERE experiment_id = NEW.experiment_id AND look = NEW.look) BEGIN SELECT RAISE(ABORT, 'reveals are append-only'); END;
CREATE INDEX ix_generation_made ON generation (prompt_id, version_id, provider) WHERE status = 'settled';
CREATE INDEX ix_generation_recent ON generation (created_at, id, provider, model);
CREATE INDEX ix_generation_of_service ON generation (user_id, provider, created_at, id, model, status);
CREATE INDEX ix_generation_maker ON generation (provider, model, user_id);
COMMIT;
