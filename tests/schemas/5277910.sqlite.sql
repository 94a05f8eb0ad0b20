BEGIN TRANSACTION;
CREATE TABLE account (
	user_id VARCHAR(64) NOT NULL, 
	issuer TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	email VARCHAR(200) NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (user_id), 
	CONSTRAINT fk_account_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_account_issuer_subject UNIQUE (issuer, subject)
);
INSERT INTO "account" VALUES('demo-member','https://id.example','demo-member','boss@example.com',1795792670727);
CREATE TABLE adminact (
	id INTEGER NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	actor_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(200) NOT NULL, 
	person_id VARCHAR(64), 
	prompt_id VARCHAR(64), 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	acted_at BIGINT NOT NULL, 
	CONSTRAINT pk_adminact PRIMARY KEY (id), 
	CONSTRAINT ck_adminact_kind_known CHECK (kind IN ('balance', 'membership', 'role', 'cost', 'archived', 'live')), 
	CONSTRAINT ck_adminact_of_a_person CHECK ((kind IN ('balance', 'membership', 'role')) = (person_id IS NOT NULL)), 
	CONSTRAINT ck_adminact_of_one_thing CHECK ((person_id IS NULL) <> (prompt_id IS NULL)), 
	CONSTRAINT ck_adminact_changes_something CHECK (before <> after), 
	CONSTRAINT ck_adminact_says_why CHECK (key <> '' AND reason <> ''), 
	CONSTRAINT fk_adminact_actor_id_user FOREIGN KEY(actor_id) REFERENCES user (id), 
	CONSTRAINT fk_adminact_person_id_user FOREIGN KEY(person_id) REFERENCES user (id), 
	CONSTRAINT fk_adminact_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id), 
	CONSTRAINT uq_adminact_key UNIQUE ("key")
);
INSERT INTO "adminact" VALUES(1,'k','demo-member','membership','demo-user',NULL,'0','1','补偿',1795792670740);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0017');
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
INSERT INTO "ballot" VALUES('f4c5a6869cc9cfa3','voter',0,'2e1f16b68bb46f64ad0f381a7c2482d6','1af40fc8ba8d345a4df9f38a41438fa6',1795792670498);
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
INSERT INTO "caseset" VALUES('set','demo-member','雨',1,1795792670193);
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
INSERT INTO "cell" VALUES('blind',1,1,1,1,'ff47a67050658ab9');
INSERT INTO "cell" VALUES('blind',2,1,1,1,'ba5e2994da158ce0');
INSERT INTO "cell" VALUES('lab',1,1,1,1,'b979c40b3c221d75');
INSERT INTO "cell" VALUES('lab',2,1,1,1,'736e019ec59a222d');
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
INSERT INTO "decision" VALUES(1,'open','open@1',1795792669366,NULL,'','');
INSERT INTO "decision" VALUES(2,'cheap','cheap@1',1795792669366,NULL,'','');
INSERT INTO "decision" VALUES(3,'members','members@1',1795792669366,NULL,'','');
CREATE TABLE entrydigest (
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq), 
	CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY(user_id, seq) REFERENCES "transaction" (user_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entrydigest" VALUES('demo-member',1,'9d632df893041cb3a1f4b23c61a14503978e0ebdf60613066becc6771c5f115b');
INSERT INTO "entrydigest" VALUES('demo-member',2,'b40faf74c351290b0d048bc207254fdb1f2a99edc70834240028c9eaecded866');
INSERT INTO "entrydigest" VALUES('demo-member',3,'a9603e0ca8c4609b3b509fbd5a2c6b8072ba40dbc0798cd0373282949148ffa3');
INSERT INTO "entrydigest" VALUES('demo-member',4,'099e3460f553b49447ffced413eb7e85a019732f94bfa281a69f63fdf1551859');
INSERT INTO "entrydigest" VALUES('demo-member',5,'6d92d4df98dec171c569e07c808e10dce1099aa336089cda6461c8ff30895bd3');
INSERT INTO "entrydigest" VALUES('demo-member',6,'9600c317e5f2a9dfcfb6883ddf36fe748131d589836dd6dd48f6eff5d0617798');
INSERT INTO "entrydigest" VALUES('demo-user',1,'cbebf1f4192df91283babfffef4889ddb68bd768c493a1308128e0827968a287');
INSERT INTO "entrydigest" VALUES('demo-user',2,'524c87c6385a6485f23e2b3899a0c234e5fc35aedc16c8143e2e211801136e4a');
INSERT INTO "entrydigest" VALUES('demo-user',3,'9e48a55bbf833137d0f9693b6322a7f32bf4064e747360ea32aeaca968a918a6');
INSERT INTO "entrydigest" VALUES('demo-user',4,'c6909be6af6dcdedf3915136c369f880c751c8bb5114b9a9a5bf8b2051ef649f');
INSERT INTO "entrydigest" VALUES('demo-user',5,'8ed3cb696f3d9aea2d1f901c90d0b0fd5579b5ea94690069af8f98a9bd113d56');
INSERT INTO "entrydigest" VALUES('voter',1,'85fdae3ae4af05e54b08d74107aa2414ee2e0300beb55092b0f4ec4fd9e19e0d');
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
INSERT INTO "experiment" VALUES('lab','demo-member','cheap','which?',1,0,0,1622081553,1,1795792670070,1795792670112,NULL);
INSERT INTO "experiment" VALUES('blind','demo-member','cheap','which?',1,1,0,313065139,3,1795792670205,1795792670232,NULL);
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
INSERT INTO "extension" VALUES('blind',2,1795792670722,'demo-member',1,0);
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
INSERT INTO "generatedimage" VALUES('3eb3be54a639dc23','b8e7d15402139429','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795792669946,'demo-member',1795792669917,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('8a50c639446bd7c2','ff47a67050658ab9','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795792670269,'demo-member',1795792670232,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('93f7200f5a84f3e5','736e019ec59a222d','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795792670147,'demo-member',1795792670112,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('9f9bc451f9f69e74','ba5e2994da158ce0','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795792670294,'demo-member',1795792670233,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('af7759b44cc6c3d2','c7617e94b74ff05d','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795792669905,'demo-user',1795792669673,1795792670004,NULL,NULL);
INSERT INTO "generatedimage" VALUES('db087100aa7731e6','b979c40b3c221d75','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795792670167,'demo-member',1795792670113,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('dcbea50debf72a41','2aa1a707c75ee76d','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795792669874,'demo-user',1795792669672,NULL,1795792670008,NULL);
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
	ended_at BIGINT, size VARCHAR(200) DEFAULT '1K' NOT NULL, enhance BOOLEAN DEFAULT 0 NOT NULL, enhance_model VARCHAR(200) DEFAULT '' NOT NULL, enhance_error VARCHAR(200) DEFAULT '' NOT NULL, enhanced_text TEXT DEFAULT '' NOT NULL, sent_text TEXT DEFAULT '' NOT NULL, finish_reason VARCHAR(200) DEFAULT '' NOT NULL, model_version VARCHAR(200) DEFAULT '' NOT NULL, service_text TEXT DEFAULT '' NOT NULL, usage TEXT DEFAULT '{}' NOT NULL, picture_micros BIGINT, enhance_micros BIGINT, owner VARCHAR(64), lease BIGINT DEFAULT 0 NOT NULL, placed_by VARCHAR(64) DEFAULT '' NOT NULL, batch BOOLEAN DEFAULT 0 NOT NULL, usage_text_in BIGINT, usage_picture_in BIGINT, usage_text_out BIGINT, usage_picture_out BIGINT, usage_thinking BIGINT, version_id VARCHAR(200) REFERENCES promptversion (id), variables TEXT DEFAULT '{}' NOT NULL, folded BOOLEAN DEFAULT 0 NOT NULL, picture_currency VARCHAR(200) DEFAULT 'USD' NOT NULL, enhance_currency VARCHAR(200) DEFAULT 'USD' NOT NULL, quality VARCHAR(200) DEFAULT '' NOT NULL, strength INTEGER, used_seed BIGINT, budget_day INTEGER DEFAULT 0 NOT NULL, budget_micros BIGINT DEFAULT 0 NOT NULL, budget_currency VARCHAR(200) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_generation PRIMARY KEY (id), 
	CONSTRAINT ck_generation_ended_when_not_held CHECK ((status = 'held') = (ended_at IS NULL)), 
	CONSTRAINT ck_generation_reason_when_released CHECK ((status = 'released') = (error_code <> '')), 
	CONSTRAINT ck_generation_status_known CHECK (status IN ('held', 'settled', 'released')), 
	CONSTRAINT ck_generation_cost_range CHECK (cost BETWEEN 1 AND 9007199254740991), 
	CONSTRAINT fk_generation_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id), 
	CONSTRAINT fk_generation_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_generation_user_id_key UNIQUE (user_id, "key")
);
INSERT INTO "generation" VALUES('2aa1a707c75ee76d','demo-user','two:0','f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1995638554,'fake','fake-1',5,'settled','','','{}',1795792669672,1795792669700,1795792669715,1795792669865,1795792669874,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'0b153c374b62e490',3,'3db46765bf29e93e',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL,20784,300000,'USD');
INSERT INTO "generation" VALUES('c7617e94b74ff05d','demo-user','two:1','f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1631208943,'fake','fake-1',5,'settled','','','{}',1795792669673,1795792669889,1795792669894,1795792669900,1795792669905,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'0b153c374b62e490',3,'3db46765bf29e93e',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL,20784,300000,'USD');
INSERT INTO "generation" VALUES('b8e7d15402139429','demo-member','reference:0','bfb5907cb633322300c5da0327fb3e91fc0f9bf5370369559f7bc3ef2ae27667','members','龙','奇幻','a dragon for members'' eyes only',1,'','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png','1:1',1247382100,'fake','fake-1',8,'settled','','','{}',1795792669917,1795792669928,1795792669933,1795792669940,1795792669946,'1K',0,'','','','a dragon for members'' eyes only','','','','{}',NULL,NULL,'0b153c374b62e490',3,'cdc595b8ca74a0dd',0,NULL,NULL,NULL,NULL,NULL,'members@1','{}',1,'USD','USD','',NULL,NULL,20784,300000,'USD');
INSERT INTO "generation" VALUES('f70599127d045d4e','demo-user','broken:0','bbd831731d6bf52b6c0ab90cc3f6e15f6b90be298bfbb6079d2f9c4e7c3c1fed','open','灯塔','自然','a lighthouse that nobody may log',0,'what fails',NULL,'','1:1',1180971460,'fake','fake-1',5,'released','GENERATION_FAILED','unreadable_answer','{}',1795792669954,1795792669960,1795792669964,NULL,1795792669974,'1K',0,'','','','a lighthouse that nobody may log
what fails','','','','{}',NULL,NULL,'0b153c374b62e490',3,'920823950eb7c6cc',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL,20784,300000,'USD');
INSERT INTO "generation" VALUES('a28165e6a05dbae8','demo-user','waiting:0','265d092d56bcc56dbc585ca088481180a95bdb41a841dc29717f46b79ae27023','open','灯塔','自然','a lighthouse that nobody may log',0,'',NULL,'','1:1',983120269,'fake','fake-1',5,'held','','','{}',1795792670027,NULL,NULL,NULL,NULL,'1K',0,'','','','a lighthouse that nobody may log','','','','{}',NULL,NULL,'0b153c374b62e490',0,'26fdbd3f46f4b28c',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',0,'USD','USD','',NULL,NULL,20784,300000,'USD');
INSERT INTO "generation" VALUES('736e019ec59a222d','demo-member','lab:2:1:1:1','f16b32fe9625ae09ece1a4eba6e10e48cedef28c08fbc4897c77ae7bb9805488','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',1313367232,'fake','fake-1',1,'settled','','','{}',1795792670112,1795792670131,1795792670136,1795792670142,1795792670147,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'0b153c374b62e490',3,'2e810b0e8a7e2d09',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL,20784,300000,'USD');
INSERT INTO "generation" VALUES('b979c40b3c221d75','demo-member','lab:1:1:1:1','1dc93208bcd8c8fb26c630b64f7d8c057bfe295f4b3d1b9d4726a23c069c765b','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',1313367232,'fake','fake-1',1,'settled','','','{}',1795792670113,1795792670152,1795792670156,1795792670162,1795792670167,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'0b153c374b62e490',3,'2e810b0e8a7e2d09',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL,20784,300000,'USD');
INSERT INTO "generation" VALUES('ff47a67050658ab9','demo-member','blind:1:1:1:1','ecca6b8458a053ddb86db168644e1c1c0c3cafdb9d7851430dada7d55c60e023','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',1483367095,'fake','fake-1',1,'settled','','','{}',1795792670232,1795792670248,1795792670254,1795792670261,1795792670269,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'0b153c374b62e490',3,'d6b7241723b0c484',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL,20784,300000,'USD');
INSERT INTO "generation" VALUES('ba5e2994da158ce0','demo-member','blind:2:1:1:1','735233e7e4661be2815b1e5f12cf9e439f42def7b064631568e9f1e03a598a22','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',1483367095,'fake','fake-1',1,'settled','','','{}',1795792670233,1795792670276,1795792670282,1795792670288,1795792670294,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'0b153c374b62e490',3,'d6b7241723b0c484',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL,20784,300000,'USD');
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
INSERT INTO "judgement" VALUES('736e019ec59a222d','demo-member',1,'unusable','hands',1795792670183);
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
INSERT INTO "orderbucket" VALUES('',900000,1795792500000,'members','members@1','fake','fake-1','settled','','',29,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795792500000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795792500000,'open','open@1','fake','fake-1','settled','','',200,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795792500000,'open','open@1','fake','fake-1','settled','','',231,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'members','members@1','fake','fake-1','settled','','',29,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','settled','','',200,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','settled','','',231,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',29,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',200,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',231,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-member',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',29,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',200,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',231,'USD',1,5,0,0);
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
INSERT INTO "orderdigest" VALUES('demo-member',1,'b8e7d15402139429','2227997d8fd52fc97e41e37dcaa9dacbae0efc6ce5b4fcb7213778eadad5e088');
INSERT INTO "orderdigest" VALUES('demo-member',2,'736e019ec59a222d','42c7ac8128300a0c5fc405446aa1c4d3252766686070556fb014381ba96b7dcb');
INSERT INTO "orderdigest" VALUES('demo-member',3,'b979c40b3c221d75','f8c344eeffa880f9db12599dc58e0c0ea3e1151da7683286747fb58fc8ffe319');
INSERT INTO "orderdigest" VALUES('demo-member',4,'ff47a67050658ab9','70ff2d1a877d3dae029306e956f6787ec14a014ce8ce827545c4aa17a125768a');
INSERT INTO "orderdigest" VALUES('demo-member',5,'ba5e2994da158ce0','6f25be6691370616dfa674511e22f36bf25a4aea27c49dcf1be1e33d3dbb7aef');
INSERT INTO "orderdigest" VALUES('demo-user',1,'2aa1a707c75ee76d','9c50ce19bb02df9d698ca4c4df179102b6bd8a5a97166c1a236716ab99f7e9bc');
INSERT INTO "orderdigest" VALUES('demo-user',2,'c7617e94b74ff05d','fc83125c64cc0205891d187b3b107f5d501824fd796e132f19b1a73109e429ba');
INSERT INTO "orderdigest" VALUES('demo-user',3,'f70599127d045d4e','e12eab88fa84d584be9b600d8bb2af92a96efe4f1a45131025463f190b5b72f0');
INSERT INTO "orderdigest" VALUES('demo-user',4,'a28165e6a05dbae8','35ba2ed8d13e480e652181b32c7778af8e438847e9058a112adbc44fbef2f591');
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
INSERT INTO "pair" VALUES('f4c5a6869cc9cfa3','blind',2,1,1,'ba5e2994da158ce0','ff47a67050658ab9',1,1795792670333);
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
INSERT INTO "promptversion" VALUES('open@1','open',1,'a lighthouse that nobody may log','{}',5,'',NULL,1795792669366,'57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO "promptversion" VALUES('cheap@1','cheap',1,'a pebble','{}',1,'',NULL,1795792669366,'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO "promptversion" VALUES('members@1','members',1,'a dragon for members'' eyes only','{}',8,'',NULL,1795792669366,'631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
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
INSERT INTO "reveal" VALUES('blind',1,1795792670705,NULL,1,1,1,0,0,'{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 0, "tied": 0, "lost": 1, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
CREATE TABLE serviceday (
	service VARCHAR(200) NOT NULL, 
	day INTEGER NOT NULL, 
	currency VARCHAR(200) NOT NULL, 
	reserved BIGINT NOT NULL, 
	spent BIGINT NOT NULL, 
	CONSTRAINT pk_serviceday PRIMARY KEY (service, day, currency), 
	CONSTRAINT ck_serviceday_money_range CHECK (reserved >= 0 AND spent >= 0)
);
INSERT INTO "serviceday" VALUES('fake',20784,'USD',300000,2100000);
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
INSERT INTO "transaction" VALUES(1,'demo-member',1,'opening','grant','completed',100,100,NULL,NULL,1795792669449,'','');
INSERT INTO "transaction" VALUES(2,'demo-user',1,'opening','grant','completed',100,100,NULL,NULL,1795792669449,'','');
INSERT INTO "transaction" VALUES(3,'demo-user',2,'2aa1a707c75ee76d','token_consumption','completed',-5,95,'2aa1a707c75ee76d','open',1795792669874,'','');
INSERT INTO "transaction" VALUES(4,'demo-user',3,'c7617e94b74ff05d','token_consumption','completed',-5,90,'c7617e94b74ff05d','open',1795792669905,'','');
INSERT INTO "transaction" VALUES(5,'demo-member',2,'b8e7d15402139429','token_consumption','completed',-8,92,'b8e7d15402139429','members',1795792669946,'','');
INSERT INTO "transaction" VALUES(6,'demo-user',4,'top-up','grant','completed',100,190,NULL,NULL,1795792670033,'','');
INSERT INTO "transaction" VALUES(7,'demo-user',5,'correction','adjustment','completed',-7,183,NULL,NULL,1795792670038,'admin','too much');
INSERT INTO "transaction" VALUES(8,'demo-member',3,'736e019ec59a222d','token_consumption','completed',-1,91,'736e019ec59a222d','cheap',1795792670147,'','');
INSERT INTO "transaction" VALUES(9,'demo-member',4,'b979c40b3c221d75','token_consumption','completed',-1,90,'b979c40b3c221d75','cheap',1795792670167,'','');
INSERT INTO "transaction" VALUES(10,'demo-member',5,'ff47a67050658ab9','token_consumption','completed',-1,89,'ff47a67050658ab9','cheap',1795792670269,'','');
INSERT INTO "transaction" VALUES(11,'demo-member',6,'ba5e2994da158ce0','token_consumption','completed',-1,88,'ba5e2994da158ce0','cheap',1795792670294,'','');
INSERT INTO "transaction" VALUES(12,'voter',1,'opening','grant','completed',100,100,NULL,NULL,1795792670301,'','');
CREATE TABLE uploadedreference (
	user_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name), 
	CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "uploadedreference" VALUES('demo-member','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png',1795792669647);
CREATE TABLE user (
	id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	is_member BOOLEAN NOT NULL, 
	balance BIGINT NOT NULL, 
	held BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, role VARCHAR(200) DEFAULT 'proposer' NOT NULL CONSTRAINT ck_user_role_known CHECK (role IN ('proposer', 'publisher', 'administrator')), 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT ck_user_balance_range CHECK (balance BETWEEN 0 AND 9007199254740991), 
	CONSTRAINT ck_user_held_range CHECK (held BETWEEN 0 AND balance)
);
INSERT INTO "user" VALUES('demo-member','演示会员',1,88,0,1795792669449,'proposer');
INSERT INTO "user" VALUES('demo-user','演示用户',1,183,5,1795792669449,'proposer');
INSERT INTO "user" VALUES('voter','小雨',0,100,0,1795792670301,'proposer');
CREATE TABLE versiondigest (
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number), 
	CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY(prompt_id, number) REFERENCES promptversion (prompt_id, number)
)
 WITHOUT ROWID

;
INSERT INTO "versiondigest" VALUES('cheap',1,'9ae9e6407770c9294a889a114f70e794d801124c7ecb35734072e756ff60416f');
INSERT INTO "versiondigest" VALUES('members',1,'d9f64362c15bef6766d85fbd4b8038facc344914a743377f4496d462b06f1ca6');
INSERT INTO "versiondigest" VALUES('open',1,'2f4877597d2dd8210fe3f4a8182e39af3d2a9f455e94ea9b762f7d9066586119');
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
INSERT INTO "vote" VALUES('f4c5a6869cc9cfa3','voter',1,'left',1,1795792670685);
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
CREATE INDEX ix_adminact_of_person ON adminact (person_id, id);
CREATE INDEX ix_adminact_of_prompt ON adminact (prompt_id, id);
CREATE TRIGGER adminact_no_update BEFORE UPDATE ON "adminact" BEGIN SELECT RAISE(ABORT, 'acts are append-only'); END;
CREATE TRIGGER adminact_no_delete BEFORE DELETE ON "adminact" BEGIN SELECT RAISE(ABORT, 'acts are append-only'); END;
CREATE TRIGGER adminact_no_replace BEFORE INSERT ON "adminact" WHEN EXISTS (SELECT 1 FROM "adminact" WHERE id = NEW.id OR key = NEW.key) BEGIN SELECT RAISE(ABORT, 'acts are append-only'); END;
COMMIT;
