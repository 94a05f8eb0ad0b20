BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0014');
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
INSERT INTO "ballot" VALUES('d3ff99c682ce4e6b','voter',1,'8d884eff52d96b8c8fbf4f5ad88e458b','2cdac5ad1b61fe13bd4a24abbdabc0d5',1795734359978);
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
INSERT INTO "caseset" VALUES('set','demo-member','雨',1,1795734359645);
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
INSERT INTO "cell" VALUES('blind',1,1,1,1,'91dddd36fec6f6ec');
INSERT INTO "cell" VALUES('blind',2,1,1,1,'98dfe8ee27ce1b2c');
INSERT INTO "cell" VALUES('lab',1,1,1,1,'0bf9d08cc1be8e19');
INSERT INTO "cell" VALUES('lab',2,1,1,1,'07c73bc75dd40bb8');
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
INSERT INTO "decision" VALUES(1,'open','open@1',1795734358648,NULL,'','');
INSERT INTO "decision" VALUES(2,'cheap','cheap@1',1795734358648,NULL,'','');
INSERT INTO "decision" VALUES(3,'members','members@1',1795734358648,NULL,'','');
CREATE TABLE entrydigest (
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq), 
	CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY(user_id, seq) REFERENCES "transaction" (user_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entrydigest" VALUES('demo-member',1,'9f50acc160b56563cfb6fa7a1b45ab3654f7d9d1a73d19b560a791fd12568c30');
INSERT INTO "entrydigest" VALUES('demo-member',2,'24f3cf9e7379f85869c0761ab073e004b5d1353969cb3ab7581082ae853ba6c4');
INSERT INTO "entrydigest" VALUES('demo-member',3,'f93970e593e162b809d82a7efe72d5f8769bf2cd645be7fa1293a018e77a40cc');
INSERT INTO "entrydigest" VALUES('demo-member',4,'b36033e228ffa6f6a7b349f047f4426e15f335f3cc75aaca6bd1d2e3f083500b');
INSERT INTO "entrydigest" VALUES('demo-member',5,'1176c0158b29dfe234f0527988c4a6add7123b2b933782c2803c19bd923970bf');
INSERT INTO "entrydigest" VALUES('demo-member',6,'678360cf63cc35732fb0f09546a78329481e2808025c492f1ee7ba248b09e385');
INSERT INTO "entrydigest" VALUES('demo-user',1,'89b7ffefafd7dd08dc6fb36b0d75aa36af1536797e805144d4eab59df3b6968d');
INSERT INTO "entrydigest" VALUES('demo-user',2,'626126b31aca3f1b80cc4bcf83ced1f586bb8e2084f2bbc709057ec04af305ec');
INSERT INTO "entrydigest" VALUES('demo-user',3,'74e8d31398e4723e89473244ec28444b19688379b7eaece32783a14c065ec734');
INSERT INTO "entrydigest" VALUES('demo-user',4,'053e07284de7a95f2fe6bc20d1decc8b1d0a407c258e6fbe0911cafc5b97d506');
INSERT INTO "entrydigest" VALUES('demo-user',5,'5933948e067341fd4f59938a0b24ab158dd137644aef8bc2b5c8d7341e42eb60');
INSERT INTO "entrydigest" VALUES('voter',1,'c11728ee598d3552a35eb328d28b6ab37a309cc36a918c13360aed3f480edb9f');
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
INSERT INTO "experiment" VALUES('lab','demo-member','cheap','which?',1,0,0,103707981,1,1795734359454,1795734359501,NULL);
INSERT INTO "experiment" VALUES('blind','demo-member','cheap','which?',1,1,0,1648138161,3,1795734359660,1795734359683,NULL);
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
INSERT INTO "extension" VALUES('blind',2,1795734360045,'demo-member',1,0);
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
INSERT INTO "generatedimage" VALUES('2f88d43cd066203c','98dfe8ee27ce1b2c','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795734359788,'demo-member',1795734359684,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('9565ecbf107087fb','73563d2472b0f0e6','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795734359178,'demo-user',1795734358886,NULL,1795734359392,NULL);
INSERT INTO "generatedimage" VALUES('9d7951828d82b021','4b32bf580e2a7a97','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795734359229,'demo-user',1795734358887,1795734359385,NULL,NULL);
INSERT INTO "generatedimage" VALUES('bc163c07fb85033e','07c73bc75dd40bb8','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795734359567,'demo-member',1795734359501,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('d6661af0fd3391e7','570021d54f42a706','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795734359315,'demo-member',1795734359246,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('e0ba3fdb8ddaa7e5','91dddd36fec6f6ec','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795734359743,'demo-member',1795734359683,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('e7937c2fc6cf69ca','0bf9d08cc1be8e19','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795734359619,'demo-member',1795734359502,NULL,NULL,NULL);
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
	ended_at BIGINT, size VARCHAR(200) DEFAULT '1K' NOT NULL, enhance BOOLEAN DEFAULT 0 NOT NULL, enhance_model VARCHAR(200) DEFAULT '' NOT NULL, enhance_error VARCHAR(200) DEFAULT '' NOT NULL, enhanced_text TEXT DEFAULT '' NOT NULL, sent_text TEXT DEFAULT '' NOT NULL, finish_reason VARCHAR(200) DEFAULT '' NOT NULL, model_version VARCHAR(200) DEFAULT '' NOT NULL, service_text TEXT DEFAULT '' NOT NULL, usage TEXT DEFAULT '{}' NOT NULL, picture_usd_micros BIGINT, enhance_usd_micros BIGINT, owner VARCHAR(64), lease BIGINT DEFAULT 0 NOT NULL, placed_by VARCHAR(64) DEFAULT '' NOT NULL, batch BOOLEAN DEFAULT 0 NOT NULL, usage_text_in BIGINT, usage_picture_in BIGINT, usage_text_out BIGINT, usage_picture_out BIGINT, usage_thinking BIGINT, version_id VARCHAR(200) REFERENCES promptversion (id), variables TEXT DEFAULT '{}' NOT NULL, folded BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_generation PRIMARY KEY (id), 
	CONSTRAINT ck_generation_ended_when_not_held CHECK ((status = 'held') = (ended_at IS NULL)), 
	CONSTRAINT ck_generation_reason_when_released CHECK ((status = 'released') = (error_code <> '')), 
	CONSTRAINT ck_generation_status_known CHECK (status IN ('held', 'settled', 'released')), 
	CONSTRAINT ck_generation_cost_range CHECK (cost BETWEEN 1 AND 9007199254740991), 
	CONSTRAINT fk_generation_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id), 
	CONSTRAINT fk_generation_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_generation_user_id_key UNIQUE (user_id, "key")
);
INSERT INTO "generation" VALUES('73563d2472b0f0e6','demo-user','two:0','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',763819119,'fake','fake-1',5,'settled','','','{}',1795734358886,1795734358927,1795734358942,1795734359155,1795734359178,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'6636339b8297496c',3,'15ca17eed8526045',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('4b32bf580e2a7a97','demo-user','two:1','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1609787574,'fake','fake-1',5,'settled','','','{}',1795734358887,1795734359188,1795734359202,1795734359215,1795734359229,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'6636339b8297496c',3,'15ca17eed8526045',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('570021d54f42a706','demo-member','reference:0','b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b','members','龙','奇幻','a dragon for members'' eyes only',1,'','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png','1:1',43189078,'fake','fake-1',8,'settled','','','{}',1795734359246,1795734359259,1795734359268,1795734359285,1795734359315,'1K',0,'','','','a dragon for members'' eyes only','','','','{}',NULL,NULL,'6636339b8297496c',3,'a543c54d036a047a',0,NULL,NULL,NULL,NULL,NULL,'members@1','{}',1);
INSERT INTO "generation" VALUES('a4bb9f5929c4a028','demo-user','broken:0','9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed','open','灯塔','自然','a lighthouse that nobody may log',0,'what fails',NULL,'','1:1',1070977682,'fake','fake-1',5,'released','GENERATION_FAILED','unreadable_answer','{}',1795734359320,1795734359335,1795734359345,NULL,1795734359367,'1K',0,'','','','a lighthouse that nobody may log
what fails','','','','{}',NULL,NULL,'6636339b8297496c',3,'26b18c1e127b09cd',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('08f934a83a99ec0c','demo-user','waiting:0','5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05','open','灯塔','自然','a lighthouse that nobody may log',0,'',NULL,'','1:1',1777853472,'fake','fake-1',5,'held','','','{}',1795734359408,NULL,NULL,NULL,NULL,'1K',0,'','','','a lighthouse that nobody may log','','','','{}',NULL,NULL,'6636339b8297496c',0,'2325b229b71b7a58',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',0);
INSERT INTO "generation" VALUES('07c73bc75dd40bb8','demo-member','lab:2:1:1:1','b08ac55d88a223e9885464396413092688020f0f8f940f0263c71c6bd1c10a7a','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',283440918,'fake','fake-1',1,'settled','','','{}',1795734359501,1795734359523,1795734359533,1795734359541,1795734359567,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'6636339b8297496c',3,'5497d59dc0151b0f',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
INSERT INTO "generation" VALUES('0bf9d08cc1be8e19','demo-member','lab:1:1:1:1','317de5e661dbe705fb993fb00201805416d77fbf5e8829fb565d4e75443a267a','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',283440918,'fake','fake-1',1,'settled','','','{}',1795734359502,1795734359575,1795734359584,1795734359592,1795734359619,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'6636339b8297496c',3,'5497d59dc0151b0f',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
INSERT INTO "generation" VALUES('91dddd36fec6f6ec','demo-member','blind:1:1:1:1','ce142bf7c6df92540704100f96ab02e746a6f3cfedfd48c60d5387596ffff731','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',1524087036,'fake','fake-1',1,'settled','','','{}',1795734359683,1795734359699,1795734359708,1795734359722,1795734359743,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'6636339b8297496c',3,'691babb90abd5413',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
INSERT INTO "generation" VALUES('98dfe8ee27ce1b2c','demo-member','blind:2:1:1:1','3f4ef7bb9d8b3a6587d3a4776272284d690a1a11b778672c59d4eaad8be077e4','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',1524087036,'fake','fake-1',1,'settled','','','{}',1795734359684,1795734359752,1795734359759,1795734359773,1795734359788,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'6636339b8297496c',3,'691babb90abd5413',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
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
INSERT INTO "judgement" VALUES('07c73bc75dd40bb8','demo-member',1,'unusable','hands',1795734359635);
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
	orders BIGINT NOT NULL, 
	cost BIGINT NOT NULL, 
	CONSTRAINT pk_orderbucket PRIMARY KEY (person_id, span_ms, begins_at, prompt_id, version_id, provider, model, status, error_code, error_reason, took_ms), 
	CONSTRAINT ck_orderbucket_span_begins_at_its_own CHECK (span_ms > 0 AND begins_at % span_ms = 0), 
	CONSTRAINT ck_orderbucket_took_range CHECK (took_ms >= 0), 
	CONSTRAINT ck_orderbucket_orders_range CHECK (orders >= 1), 
	CONSTRAINT ck_orderbucket_cost_range CHECK (cost >= orders)
)
 WITHOUT ROWID

;
INSERT INTO "orderbucket" VALUES('',900000,1795734000000,'members','members@1','fake','fake-1','settled','','',69,1,8);
INSERT INTO "orderbucket" VALUES('',900000,1795734000000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795734000000,'open','open@1','fake','fake-1','settled','','',292,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795734000000,'open','open@1','fake','fake-1','settled','','',337,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'members','members@1','fake','fake-1','settled','','',69,1,8);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','settled','','',292,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','settled','','',337,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',69,1,8);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',292,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',337,1,5);
INSERT INTO "orderbucket" VALUES('demo-member',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',69,1,8);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',292,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',337,1,5);
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
INSERT INTO "orderdigest" VALUES('demo-member',1,'570021d54f42a706','8ece65cb21cb4aa63ad2a29dd76de9eec6fae72828fbe0e0725b393da9274506');
INSERT INTO "orderdigest" VALUES('demo-member',2,'07c73bc75dd40bb8','f7bc9a1083975f261986adc46fb075f937e21d9095defd1355daf183771d951b');
INSERT INTO "orderdigest" VALUES('demo-member',3,'0bf9d08cc1be8e19','fd9938a336ee1c27cbf3e9a232d6e5f28a4b6a167557fd5c3574a10803ac6349');
INSERT INTO "orderdigest" VALUES('demo-member',4,'91dddd36fec6f6ec','02f93a60830cdfb16fdb83bbaf22a3a826487b2f8c6907f69bed27349c0e4021');
INSERT INTO "orderdigest" VALUES('demo-member',5,'98dfe8ee27ce1b2c','3be41155519231e3a8bb1d68abcdf4e790adb683b0589e6687a8cbf90f858cd2');
INSERT INTO "orderdigest" VALUES('demo-user',1,'73563d2472b0f0e6','f70c9d409981be3bd91956cc302deae730688925b5a9b0d9abcb4d6ccba7b879');
INSERT INTO "orderdigest" VALUES('demo-user',2,'4b32bf580e2a7a97','a8fb15da3a3edd392f8db0110e6748f87e29f316201f61ab2f1da6fd8be63003');
INSERT INTO "orderdigest" VALUES('demo-user',3,'a4bb9f5929c4a028','abb46d2b6dd04e501d3319d90e5fd65517d0f61e1a1785f063764e5154486c26');
INSERT INTO "orderdigest" VALUES('demo-user',4,'08f934a83a99ec0c','00042f9068c99570138f5927d24e4cd50d2f88e9dc0502c8cfa22ccb2337901d');
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
INSERT INTO "pair" VALUES('d3ff99c682ce4e6b','blind',2,1,1,'98dfe8ee27ce1b2c','91dddd36fec6f6ec',1,1795734359810);
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
INSERT INTO "promptversion" VALUES('open@1','open',1,'a lighthouse that nobody may log','{}',5,'',NULL,1795734358648,'57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO "promptversion" VALUES('cheap@1','cheap',1,'a pebble','{}',1,'',NULL,1795734358648,'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO "promptversion" VALUES('members@1','members',1,'a dragon for members'' eyes only','{}',8,'',NULL,1795734358648,'631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
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
INSERT INTO "reveal" VALUES('blind',1,1795734360022,NULL,1,1,1,0,0,'{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 1, "tied": 0, "lost": 0, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
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
INSERT INTO "transaction" VALUES(1,'demo-member',1,'opening','grant','completed',100,100,NULL,NULL,1795734358712,'','');
INSERT INTO "transaction" VALUES(2,'demo-user',1,'opening','grant','completed',100,100,NULL,NULL,1795734358712,'','');
INSERT INTO "transaction" VALUES(3,'demo-user',2,'73563d2472b0f0e6','token_consumption','completed',-5,95,'73563d2472b0f0e6','open',1795734359178,'','');
INSERT INTO "transaction" VALUES(4,'demo-user',3,'4b32bf580e2a7a97','token_consumption','completed',-5,90,'4b32bf580e2a7a97','open',1795734359229,'','');
INSERT INTO "transaction" VALUES(5,'demo-member',2,'570021d54f42a706','token_consumption','completed',-8,92,'570021d54f42a706','members',1795734359315,'','');
INSERT INTO "transaction" VALUES(6,'demo-user',4,'top-up','grant','completed',100,190,NULL,NULL,1795734359419,'','');
INSERT INTO "transaction" VALUES(7,'demo-user',5,'correction','adjustment','completed',-7,183,NULL,NULL,1795734359427,'admin','too much');
INSERT INTO "transaction" VALUES(8,'demo-member',3,'07c73bc75dd40bb8','token_consumption','completed',-1,91,'07c73bc75dd40bb8','cheap',1795734359567,'','');
INSERT INTO "transaction" VALUES(9,'demo-member',4,'0bf9d08cc1be8e19','token_consumption','completed',-1,90,'0bf9d08cc1be8e19','cheap',1795734359619,'','');
INSERT INTO "transaction" VALUES(10,'demo-member',5,'91dddd36fec6f6ec','token_consumption','completed',-1,89,'91dddd36fec6f6ec','cheap',1795734359743,'','');
INSERT INTO "transaction" VALUES(11,'demo-member',6,'98dfe8ee27ce1b2c','token_consumption','completed',-1,88,'98dfe8ee27ce1b2c','cheap',1795734359788,'','');
INSERT INTO "transaction" VALUES(12,'voter',1,'opening','grant','completed',100,100,NULL,NULL,1795734359793,'','');
CREATE TABLE uploadedreference (
	user_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name), 
	CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "uploadedreference" VALUES('demo-member','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png',1795734358877);
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
INSERT INTO "user" VALUES('demo-member','演示会员',1,88,0,1795734358712);
INSERT INTO "user" VALUES('demo-user','演示用户',0,183,5,1795734358712);
INSERT INTO "user" VALUES('voter','小雨',0,100,0,1795734359793);
CREATE TABLE versiondigest (
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number), 
	CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY(prompt_id, number) REFERENCES promptversion (prompt_id, number)
)
 WITHOUT ROWID

;
INSERT INTO "versiondigest" VALUES('cheap',1,'5eb26cd6d475f0a7aa9e058b7c4c945509e04c354e5ee59965408ad8bd6fa69d');
INSERT INTO "versiondigest" VALUES('members',1,'6e9e92063c8423f1640295201035846e161fd5b48e04081171aaee37a1f8425a');
INSERT INTO "versiondigest" VALUES('open',1,'e386de23f33c4366637ee5e85955cafca84af061f3842a51e3de0a268b0f1f21');
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
INSERT INTO "vote" VALUES('d3ff99c682ce4e6b','voter',1,'left',1,1795734360005);
CREATE INDEX ix_generation_open ON generation (user_id, created_at, id) WHERE status = 'held';
CREATE INDEX ix_generation_picture ON generation (user_id, created_at, id, prompt_id, prompt_title, wish) WHERE status = 'settled';
CREATE INDEX ix_generation_of_person ON generation (user_id, created_at, id, status);
CREATE INDEX ix_generation_of_prompt ON generation (user_id, prompt_id, created_at, id, status, ended_at, cost, error_code, error_reason);
CREATE INDEX ix_generation_ended ON generation (user_id, ended_at, id);
CREATE INDEX ix_generation_recent ON generation (created_at, id);
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
COMMIT;
