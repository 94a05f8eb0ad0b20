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
INSERT INTO "account" VALUES('demo-member','https://id.example','demo-member','boss@example.com',1795807718800);
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
INSERT INTO "adminact" VALUES(1,'k','demo-member','membership','demo-user',NULL,'0','1','补偿',1795807718810);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0018');
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
INSERT INTO "ballot" VALUES('25c18e7293dc5f6a','voter',0,'28b21879959b9f245429e3c9fcb19c70','4a975378cc264bb1d46990aab780ed4a',1795807718723);
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
INSERT INTO "caseset" VALUES('set','demo-member','雨',1,1795807718376);
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
INSERT INTO "cell" VALUES('blind',1,1,1,1,'7f0c96e7e3f659ea');
INSERT INTO "cell" VALUES('blind',2,1,1,1,'6bf0e5fc7c297101');
INSERT INTO "cell" VALUES('lab',1,1,1,1,'4a1ef4bb559af817');
INSERT INTO "cell" VALUES('lab',2,1,1,1,'67f7b36364225299');
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
INSERT INTO "decision" VALUES(1,'open','open@1',1795807717444,NULL,'','');
INSERT INTO "decision" VALUES(2,'cheap','cheap@1',1795807717444,NULL,'','');
INSERT INTO "decision" VALUES(3,'members','members@1',1795807717444,NULL,'','');
CREATE TABLE entrydigest (
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq), 
	CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY(user_id, seq) REFERENCES "transaction" (user_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entrydigest" VALUES('demo-member',1,'25cb669e4bbeb6e4007532f47393f80758336bae65acbbe8d9ad9943f12c8620');
INSERT INTO "entrydigest" VALUES('demo-member',2,'a03f334aa9a1cf3eeb329000dfecc942693c3e457424375faff769b14babb4f0');
INSERT INTO "entrydigest" VALUES('demo-member',3,'a63235a64ab5c01ab2911ad29a086e9373001b71cf5f6b0b47982f692aa90fd6');
INSERT INTO "entrydigest" VALUES('demo-member',4,'7bfb2d71be0910f2c592c7d5afbd02300bc31258ca51172b6016e947dbd44212');
INSERT INTO "entrydigest" VALUES('demo-member',5,'8c30f18e65180c25e0bc20fd9e13caa91785f6dce5d07e473b987e7da2a1316d');
INSERT INTO "entrydigest" VALUES('demo-member',6,'2907a949b1b4b9225390058c7adbaa930c6e6ee2082c8f863a5f437b96189c9d');
INSERT INTO "entrydigest" VALUES('demo-user',1,'17e40b4d745a098e46e37bb21ebbb72890353084ada2dacc9a4ab093619927f0');
INSERT INTO "entrydigest" VALUES('demo-user',2,'f40c21956892adc8432b1ea159ed3b8bf1a5b9600b95ff3280f2ca0abc2dcbf3');
INSERT INTO "entrydigest" VALUES('demo-user',3,'811f624c4f5a3c06f0be8e79df198c3f93978152f5c24ff4879694617d9f31ad');
INSERT INTO "entrydigest" VALUES('demo-user',4,'07aa9e6ab311bb8525c4420881046c67503d5f09f96ffd615d2b424052342aaf');
INSERT INTO "entrydigest" VALUES('demo-user',5,'a514373cfebec031e1638f3e1789306203656f87da53c592632001b1c98b6d3e');
INSERT INTO "entrydigest" VALUES('voter',1,'2ed413e82b1f982f4e287234446cecf725a902acdaecf13350ccb54f91d795f9');
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
INSERT INTO "experiment" VALUES('lab','demo-member','cheap','which?',1,0,0,511854239,1,1795807718213,1795807718264,NULL);
INSERT INTO "experiment" VALUES('blind','demo-member','cheap','which?',1,1,0,456530056,3,1795807718390,1795807718422,NULL);
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
INSERT INTO "extension" VALUES('blind',2,1795807718794,'demo-member',1,0);
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
INSERT INTO "generatedimage" VALUES('16d66a33c370778a','dff020337c10e31a','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795807718006,'demo-user',1795807717780,NULL,1795807718155,NULL);
INSERT INTO "generatedimage" VALUES('18a6d4ac9a6270e4','67f7b36364225299','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795807718307,'demo-member',1795807718264,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('9bd2c439382452c2','7f0c96e7e3f659ea','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795807718457,'demo-member',1795807718422,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('d85aab27e0311a99','4a1ef4bb559af817','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795807718334,'demo-member',1795807718265,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('d9e25c8b18880e60','6bf0e5fc7c297101','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795807718483,'demo-member',1795807718423,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('f136af2720119438','27732a1421391a6c','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795807718049,'demo-user',1795807717781,1795807718150,NULL,NULL);
INSERT INTO "generatedimage" VALUES('ff068f158e9d82fe','30a7ed01391f4df1','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795807718091,'demo-member',1795807718063,NULL,NULL,NULL);
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
INSERT INTO "generation" VALUES('dff020337c10e31a','demo-user','two:0','f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1009566151,'fake','fake-1',5,'settled','','','{}',1795807717780,1795807717813,1795807717827,1795807717995,1795807718006,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',3,'78339c4370b1184a',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL,20785,300000,'USD');
INSERT INTO "generation" VALUES('27732a1421391a6c','demo-user','two:1','f7246469ddcd377f06aad1477524c01b394d43b4e4dd10f0292ff898f32446d6','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',990207451,'fake','fake-1',5,'settled','','','{}',1795807717781,1795807718024,1795807718032,1795807718041,1795807718049,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',3,'78339c4370b1184a',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL,20785,300000,'USD');
INSERT INTO "generation" VALUES('30a7ed01391f4df1','demo-member','reference:0','bfb5907cb633322300c5da0327fb3e91fc0f9bf5370369559f7bc3ef2ae27667','members','龙','奇幻','a dragon for members'' eyes only',1,'','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png','1:1',419022029,'fake','fake-1',8,'settled','','','{}',1795807718063,1795807718074,1795807718079,1795807718086,1795807718091,'1K',0,'','','','a dragon for members'' eyes only','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',3,'a19e77fe07aa4ebe',0,NULL,NULL,NULL,NULL,NULL,'members@1','{}',1,'USD','USD','',NULL,NULL,20785,300000,'USD');
INSERT INTO "generation" VALUES('2921b5ccc354734b','demo-user','broken:0','bbd831731d6bf52b6c0ab90cc3f6e15f6b90be298bfbb6079d2f9c4e7c3c1fed','open','灯塔','自然','a lighthouse that nobody may log',0,'what fails',NULL,'','1:1',1745659292,'fake','fake-1',5,'released','GENERATION_FAILED','unreadable_answer','{}',1795807718099,1795807718106,1795807718111,NULL,1795807718122,'1K',0,'','','','a lighthouse that nobody may log
what fails','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',3,'bd725ebb3770cf3f',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1,'USD','USD','',NULL,NULL,20785,300000,'USD');
INSERT INTO "generation" VALUES('47e099870dce3c32','demo-user','waiting:0','265d092d56bcc56dbc585ca088481180a95bdb41a841dc29717f46b79ae27023','open','灯塔','自然','a lighthouse that nobody may log',0,'',NULL,'','1:1',477959163,'fake','fake-1',5,'held','','','{}',1795807718173,NULL,NULL,NULL,NULL,'1K',0,'','','','a lighthouse that nobody may log','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',0,'a5b54d97b1a7e49b',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',0,'USD','USD','',NULL,NULL,20785,300000,'USD');
INSERT INTO "generation" VALUES('67f7b36364225299','demo-member','lab:2:1:1:1','4f9ce3cb6acefa05ef3b25d83bf40d6434a05d2b5efb583db60425d236ade92f','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',218207727,'fake','fake-1',1,'settled','','','{}',1795807718264,1795807718286,1795807718292,1795807718298,1795807718307,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',3,'426768696f996499',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL,20785,300000,'USD');
INSERT INTO "generation" VALUES('4a1ef4bb559af817','demo-member','lab:1:1:1:1','1e1fd0d6fc647fe481bc3a54576b30e9df2204a848f562d41734f23ff8335f0b','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',218207727,'fake','fake-1',1,'settled','','','{}',1795807718265,1795807718314,1795807718319,1795807718326,1795807718334,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',3,'426768696f996499',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL,20785,300000,'USD');
INSERT INTO "generation" VALUES('7f0c96e7e3f659ea','demo-member','blind:1:1:1:1','85d0520cdbdad31dd7dc13ddc911c86d4af05f7cb782c83e85ac84594c66338f','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',1208476454,'fake','fake-1',1,'settled','','','{}',1795807718422,1795807718439,1795807718444,1795807718451,1795807718457,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',3,'9cc1d9c8c2fefd5b',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL,20785,300000,'USD');
INSERT INTO "generation" VALUES('6bf0e5fc7c297101','demo-member','blind:2:1:1:1','4e5d8bfa5823a4d275d91766c63a76951bf82bbaf9668c5466a507227c0f2496','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',1208476454,'fake','fake-1',1,'settled','','','{}',1795807718423,1795807718464,1795807718469,1795807718476,1795807718483,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'b7c34e70ca01a6ab',3,'9cc1d9c8c2fefd5b',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0,'USD','USD','',NULL,NULL,20785,300000,'USD');
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
INSERT INTO "judgement" VALUES('67f7b36364225299','demo-member',1,'unusable','hands',1795807718364);
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
INSERT INTO "orderbucket" VALUES('',900000,1795806900000,'members','members@1','fake','fake-1','settled','','',28,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795806900000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795806900000,'open','open@1','fake','fake-1','settled','','',220,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',900000,1795806900000,'open','open@1','fake','fake-1','settled','','',266,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'members','members@1','fake','fake-1','settled','','',28,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','settled','','',220,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','settled','','',266,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',28,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',220,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',266,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-member',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',28,'USD',1,8,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',220,'USD',1,5,0,0);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',266,'USD',1,5,0,0);
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
INSERT INTO "orderdigest" VALUES('demo-member',1,'30a7ed01391f4df1','7f5f4ee3d206b6f602df6c7aa6b4644c5c1cf5bb63dc97727af4b9c2d50eb61d');
INSERT INTO "orderdigest" VALUES('demo-member',2,'67f7b36364225299','00a4a25e0070467abb1db3ad3b24aae77d64f114fc392c58bdfa66dc6c29dd7f');
INSERT INTO "orderdigest" VALUES('demo-member',3,'4a1ef4bb559af817','6be609c9c3df119225c8c9f1b6c2657782fee56613f2155dc473935152032921');
INSERT INTO "orderdigest" VALUES('demo-member',4,'7f0c96e7e3f659ea','312d772db9ccee6134c7ab9168648dfaa4cdc87831752bfb96a584f6d711500a');
INSERT INTO "orderdigest" VALUES('demo-member',5,'6bf0e5fc7c297101','4387c8a957bd1f44f85b72a57c1f17139e404ec9b99c430350d7639a2d038b6b');
INSERT INTO "orderdigest" VALUES('demo-user',1,'dff020337c10e31a','4a0a9742681f09f31694fb7f69722f54c457bb3deb414ce99a7c7016dd838289');
INSERT INTO "orderdigest" VALUES('demo-user',2,'27732a1421391a6c','d8e2c3a54da998e7c53cf2c8403cc74cb0e0ecee410052198a99964dd8dab685');
INSERT INTO "orderdigest" VALUES('demo-user',3,'2921b5ccc354734b','ac1f5c9e2ee02d98f0f1fd352a472dec642dac24cfc45f5bef30254ca7e57258');
INSERT INTO "orderdigest" VALUES('demo-user',4,'47e099870dce3c32','4356e1ac8a7ed3d4d43f202b98d21f305e7c01350541fc52600527ada1af458c');
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
INSERT INTO "pair" VALUES('25c18e7293dc5f6a','blind',2,1,1,'6bf0e5fc7c297101','7f0c96e7e3f659ea',1,1795807718526);
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
INSERT INTO "promptversion" VALUES('open@1','open',1,'a lighthouse that nobody may log','{}',5,'',NULL,1795807717444,'57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO "promptversion" VALUES('cheap@1','cheap',1,'a pebble','{}',1,'',NULL,1795807717444,'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO "promptversion" VALUES('members@1','members',1,'a dragon for members'' eyes only','{}',8,'',NULL,1795807717444,'631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
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
INSERT INTO "reveal" VALUES('blind',1,1795807718775,NULL,1,1,1,0,0,'{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 0, "tied": 0, "lost": 1, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
CREATE TABLE serviceday (
	service VARCHAR(200) NOT NULL, 
	day INTEGER NOT NULL, 
	currency VARCHAR(200) NOT NULL, 
	reserved BIGINT NOT NULL, 
	spent BIGINT NOT NULL, 
	CONSTRAINT pk_serviceday PRIMARY KEY (service, day, currency), 
	CONSTRAINT ck_serviceday_money_range CHECK (reserved >= 0 AND spent >= 0)
);
INSERT INTO "serviceday" VALUES('fake',20785,'USD',300000,2100000);
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
INSERT INTO "transaction" VALUES(1,'demo-member',1,'opening','grant','completed',100,100,NULL,NULL,1795807717523,'','');
INSERT INTO "transaction" VALUES(2,'demo-user',1,'opening','grant','completed',100,100,NULL,NULL,1795807717523,'','');
INSERT INTO "transaction" VALUES(3,'demo-user',2,'dff020337c10e31a','token_consumption','completed',-5,95,'dff020337c10e31a','open',1795807718006,'','');
INSERT INTO "transaction" VALUES(4,'demo-user',3,'27732a1421391a6c','token_consumption','completed',-5,90,'27732a1421391a6c','open',1795807718049,'','');
INSERT INTO "transaction" VALUES(5,'demo-member',2,'30a7ed01391f4df1','token_consumption','completed',-8,92,'30a7ed01391f4df1','members',1795807718091,'','');
INSERT INTO "transaction" VALUES(6,'demo-user',4,'top-up','grant','completed',100,190,NULL,NULL,1795807718181,'','');
INSERT INTO "transaction" VALUES(7,'demo-user',5,'correction','adjustment','completed',-7,183,NULL,NULL,1795807718186,'admin','too much');
INSERT INTO "transaction" VALUES(8,'demo-member',3,'67f7b36364225299','token_consumption','completed',-1,91,'67f7b36364225299','cheap',1795807718307,'','');
INSERT INTO "transaction" VALUES(9,'demo-member',4,'4a1ef4bb559af817','token_consumption','completed',-1,90,'4a1ef4bb559af817','cheap',1795807718334,'','');
INSERT INTO "transaction" VALUES(10,'demo-member',5,'7f0c96e7e3f659ea','token_consumption','completed',-1,89,'7f0c96e7e3f659ea','cheap',1795807718457,'','');
INSERT INTO "transaction" VALUES(11,'demo-member',6,'6bf0e5fc7c297101','token_consumption','completed',-1,88,'6bf0e5fc7c297101','cheap',1795807718483,'','');
INSERT INTO "transaction" VALUES(12,'voter',1,'opening','grant','completed',100,100,NULL,NULL,1795807718490,'','');
CREATE TABLE uploadedreference (
	user_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name), 
	CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "uploadedreference" VALUES('demo-member','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png',1795807717730);
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
INSERT INTO "user" VALUES('demo-member','演示会员',1,88,0,1795807717523,'proposer');
INSERT INTO "user" VALUES('demo-user','演示用户',1,183,5,1795807717523,'proposer');
INSERT INTO "user" VALUES('voter','小雨',0,100,0,1795807718490,'proposer');
CREATE TABLE versiondigest (
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number), 
	CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY(prompt_id, number) REFERENCES promptversion (prompt_id, number)
)
 WITHOUT ROWID

;
INSERT INTO "versiondigest" VALUES('cheap',1,'65fa2d58765986b84c062b272dc89140f79605413d4a3b2e4b6fc260224b01f9');
INSERT INTO "versiondigest" VALUES('members',1,'6945331f094b91f3f0deba9b301da5d280471645bc6800af47d4e5a7ba8ee941');
INSERT INTO "versiondigest" VALUES('open',1,'7cf243567618816e4473cd7b766fd4aed81bff8a4cb1d4d03b7153c9f0e1b51f');
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
INSERT INTO "vote" VALUES('25c18e7293dc5f6a','voter',1,'left',1,1795807718752);
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
