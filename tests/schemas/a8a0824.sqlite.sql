BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0015');
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
INSERT INTO "ballot" VALUES('f4c6efeffed28e04','voter',0,'4d946d7f60b8f0662d3d8134ff11bce0','2884b7aed21c217b680761003d112f66',1795743165914);
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
INSERT INTO "caseset" VALUES('set','demo-member','雨',1,1795743164487);
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
INSERT INTO "cell" VALUES('blind',1,1,1,1,'ffad3e710e198b7b');
INSERT INTO "cell" VALUES('blind',2,1,1,1,'b0cb75685a897a8a');
INSERT INTO "cell" VALUES('lab',1,1,1,1,'f6ce232c38ef270a');
INSERT INTO "cell" VALUES('lab',2,1,1,1,'b37a709cee2b48e5');
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
INSERT INTO "decision" VALUES(1,'open','open@1',1795743160040,NULL,'','');
INSERT INTO "decision" VALUES(2,'cheap','cheap@1',1795743160040,NULL,'','');
INSERT INTO "decision" VALUES(3,'members','members@1',1795743160040,NULL,'','');
CREATE TABLE entrydigest (
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq), 
	CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY(user_id, seq) REFERENCES "transaction" (user_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entrydigest" VALUES('demo-member',1,'9470e6d38f61c6f1fffed7ab74eec0474cf935757b275037c146b8c9e2711095');
INSERT INTO "entrydigest" VALUES('demo-member',2,'34a433b10c27d2c602de9e6d95d8d3c71c70c16b632d58384ad8d15e40d49499');
INSERT INTO "entrydigest" VALUES('demo-member',3,'ab530b0d5c419dbc2504e9b08f4d59c97fdfd1ac4add6c0d32fdb92c351dd195');
INSERT INTO "entrydigest" VALUES('demo-member',4,'43ba81d41dbc1d3d9efad252f4c98c5114d5ef0e992a2418fbfa243ff8190635');
INSERT INTO "entrydigest" VALUES('demo-member',5,'5b94e898a7b5124aa3bb6787557fc9104a51182192fb5ede5021c8db6018a7f1');
INSERT INTO "entrydigest" VALUES('demo-member',6,'5a4c01dd5bbab33d07a3145a0c86ce0b99dd3bf8d7446616590893994fc26ecb');
INSERT INTO "entrydigest" VALUES('demo-user',1,'eb46095d1d8ea145a873cc5a59aa613693fb3551b0c91de930e4ae409bceb0f0');
INSERT INTO "entrydigest" VALUES('demo-user',2,'8c68064f819f7d80889ee211f9bf834e57ff61ceeab1db64d43f0598f4371ea2');
INSERT INTO "entrydigest" VALUES('demo-user',3,'0c56ec76db9fc6f5bb59c6b509b98fd0260fc9ec52450bea472a05120dfefd87');
INSERT INTO "entrydigest" VALUES('demo-user',4,'84b8e5d469cfff976d5f1ed555713c0aeb6ff6fd7ceb769a03a2ebed6a1fdf9d');
INSERT INTO "entrydigest" VALUES('demo-user',5,'be252a81382c73ef4c8309d730511b70f6f4b1c0a01cdad482158de6690daef8');
INSERT INTO "entrydigest" VALUES('voter',1,'9cab557fd17b57b9e1c3469080f346e665a5b34ff0229caccbe5b38cc734d4c5');
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
INSERT INTO "experiment" VALUES('lab','demo-member','cheap','which?',1,0,0,1805565321,1,1795743163961,1795743164120,NULL);
INSERT INTO "experiment" VALUES('blind','demo-member','cheap','which?',1,1,0,497907947,3,1795743164572,1795743164698,NULL);
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
INSERT INTO "extension" VALUES('blind',2,1795743166196,'demo-member',1,0);
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
INSERT INTO "generatedimage" VALUES('09c8f0432d346a52','85ab417cd0f0b844','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795743163501,'demo-member',1795743162888,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('46a593ec1e42396f','b0cb75685a897a8a','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795743165078,'demo-member',1795743164699,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('561a411281241ab8','ffad3e710e198b7b','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795743164929,'demo-member',1795743164698,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('b656d1ef1d4e3ada','fac669442c68bafa','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795743162473,'demo-user',1795743161281,NULL,1795743163716,NULL);
INSERT INTO "generatedimage" VALUES('d51bbd7d87ade70c','b37a709cee2b48e5','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795743164378,'demo-member',1795743164121,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('d756f7392e4a2d24','f6ce232c38ef270a','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795743164266,'demo-member',1795743164120,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('fd8e2ffb6986d7e5','27c889f30847b26f','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795743162810,'demo-user',1795743161282,1795743163670,NULL,NULL);
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
INSERT INTO "generation" VALUES('fac669442c68bafa','demo-user','two:0','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',197256573,'fake','fake-1',5,'settled','','','{}',1795743161281,1795743161369,1795743161461,1795743162397,1795743162473,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'b9afb9d1bea89a87',3,'644fdb17f807b0dd',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('27c889f30847b26f','demo-user','two:1','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1280258872,'fake','fake-1',5,'settled','','','{}',1795743161282,1795743162533,1795743162750,1795743162780,1795743162810,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'b9afb9d1bea89a87',3,'644fdb17f807b0dd',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('85ab417cd0f0b844','demo-member','reference:0','b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b','members','龙','奇幻','a dragon for members'' eyes only',1,'','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png','1:1',357376350,'fake','fake-1',8,'settled','','','{}',1795743162888,1795743163405,1795743163441,1795743163469,1795743163501,'1K',0,'','','','a dragon for members'' eyes only','','','','{}',NULL,NULL,'b9afb9d1bea89a87',3,'cf0411c191eeca2c',0,NULL,NULL,NULL,NULL,NULL,'members@1','{}',1);
INSERT INTO "generation" VALUES('3df9cddf654720f0','demo-user','broken:0','9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed','open','灯塔','自然','a lighthouse that nobody may log',0,'what fails',NULL,'','1:1',1524731632,'fake','fake-1',5,'released','GENERATION_FAILED','unreadable_answer','{}',1795743163517,1795743163542,1795743163565,NULL,1795743163598,'1K',0,'','','','a lighthouse that nobody may log
what fails','','','','{}',NULL,NULL,'b9afb9d1bea89a87',3,'ca2049416451cc8a',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('a2a703fec9499e06','demo-user','waiting:0','5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05','open','灯塔','自然','a lighthouse that nobody may log',0,'',NULL,'','1:1',987488611,'fake','fake-1',5,'held','','','{}',1795743163797,NULL,NULL,NULL,NULL,'1K',0,'','','','a lighthouse that nobody may log','','','','{}',NULL,NULL,'b9afb9d1bea89a87',0,'8e7b15c5b9e04f46',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',0);
INSERT INTO "generation" VALUES('f6ce232c38ef270a','demo-member','lab:1:1:1:1','60c0772b0cdbbf0faf2b38f2776c4b1e234d2533a149ef7df7a6b7caf5eeee98','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',1999062928,'fake','fake-1',1,'settled','','','{}',1795743164120,1795743164177,1795743164194,1795743164217,1795743164266,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'b9afb9d1bea89a87',3,'13f1b68c860df0d2',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
INSERT INTO "generation" VALUES('b37a709cee2b48e5','demo-member','lab:2:1:1:1','f7ae1e96330eee88cead3fe4eb2c891366daaed216d093fb8577cf174ab13a86','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',1999062928,'fake','fake-1',1,'settled','','','{}',1795743164121,1795743164286,1795743164322,1795743164348,1795743164378,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'b9afb9d1bea89a87',3,'13f1b68c860df0d2',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
INSERT INTO "generation" VALUES('ffad3e710e198b7b','demo-member','blind:1:1:1:1','26c09f8e3ec7d2a854dbd985bd8e13320072804a615919f74c951bd4616751ca','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',299639541,'fake','fake-1',1,'settled','','','{}',1795743164698,1795743164797,1795743164840,1795743164880,1795743164929,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'b9afb9d1bea89a87',3,'876673006304c79b',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
INSERT INTO "generation" VALUES('b0cb75685a897a8a','demo-member','blind:2:1:1:1','8c291bcae1eca419a19cebe7c316d8ab929f591e173cd64f789bb3f0a716ee30','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',299639541,'fake','fake-1',1,'settled','','','{}',1795743164699,1795743164954,1795743165000,1795743165051,1795743165078,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'b9afb9d1bea89a87',3,'876673006304c79b',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
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
INSERT INTO "judgement" VALUES('f6ce232c38ef270a','demo-member',1,'unusable','hands',1795743164414);
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
INSERT INTO "orderbucket" VALUES('',900000,1795743000000,'members','members@1','fake','fake-1','settled','','',597,1,8);
INSERT INTO "orderbucket" VALUES('',900000,1795743000000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795743000000,'open','open@1','fake','fake-1','settled','','',1170,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795743000000,'open','open@1','fake','fake-1','settled','','',1491,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'members','members@1','fake','fake-1','settled','','',597,1,8);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','settled','','',1170,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795737600000,'open','open@1','fake','fake-1','settled','','',1491,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',597,1,8);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',1170,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',1491,1,5);
INSERT INTO "orderbucket" VALUES('demo-member',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',597,1,8);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',1170,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',1491,1,5);
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
INSERT INTO "orderdigest" VALUES('demo-member',1,'85ab417cd0f0b844','c62df23512f983c9c0da41dbe236761c7d215cb332787d95527c5c1b7cd77930');
INSERT INTO "orderdigest" VALUES('demo-member',2,'f6ce232c38ef270a','f2b53a01d0984bedadbab05fd5df07ec858ec6487c287a7d588dea27b1d433ff');
INSERT INTO "orderdigest" VALUES('demo-member',3,'b37a709cee2b48e5','fc3b60be1360083224d67a3a4575aa8dc779b47d51ce0361ae4bda0e5afc26fd');
INSERT INTO "orderdigest" VALUES('demo-member',4,'ffad3e710e198b7b','a62f20fc652226e45626ed9938acf2f059092f02a05d985f4d6282902a474a5c');
INSERT INTO "orderdigest" VALUES('demo-member',5,'b0cb75685a897a8a','b366142316bff6e192911b1972634d6cbb81f0cd26383e3f5fb106db7c95082a');
INSERT INTO "orderdigest" VALUES('demo-user',1,'fac669442c68bafa','abee4d18ab07ab48e4378af8dd64707bf411c758a6a7d8793481f733050f0301');
INSERT INTO "orderdigest" VALUES('demo-user',2,'27c889f30847b26f','52748f734e881ff3877750638824cda0e83f9a212f0181531569cb19284dc0ae');
INSERT INTO "orderdigest" VALUES('demo-user',3,'3df9cddf654720f0','466c7b4c944bee01ab0860bb58946cbff062d3d7d3db22ae91605d2580f0057b');
INSERT INTO "orderdigest" VALUES('demo-user',4,'a2a703fec9499e06','4191106cc63396d39cc9cf480cc774109ad06bf049e79dc70ad9bc89e37633c7');
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
INSERT INTO "pair" VALUES('f4c6efeffed28e04','blind',2,1,1,'b0cb75685a897a8a','ffad3e710e198b7b',1,1795743165233);
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
INSERT INTO "promptversion" VALUES('open@1','open',1,'a lighthouse that nobody may log','{}',5,'',NULL,1795743160040,'57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO "promptversion" VALUES('cheap@1','cheap',1,'a pebble','{}',1,'',NULL,1795743160040,'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO "promptversion" VALUES('members@1','members',1,'a dragon for members'' eyes only','{}',8,'',NULL,1795743160040,'631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
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
INSERT INTO "reveal" VALUES('blind',1,1795743166111,NULL,1,1,1,0,0,'{"2": {"kind": "too_few", "cases": 1, "cases_needed": 6, "missing_cases": [], "pairs": 1, "left_out": 0, "won": 0, "tied": 0, "lost": 1, "comparisons": 1, "p_needed": 0.05, "mean": null, "half_width": null, "p": null, "estimate": null}}');
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
INSERT INTO "transaction" VALUES(1,'demo-member',1,'opening','grant','completed',100,100,NULL,NULL,1795743160272,'','');
INSERT INTO "transaction" VALUES(2,'demo-user',1,'opening','grant','completed',100,100,NULL,NULL,1795743160272,'','');
INSERT INTO "transaction" VALUES(3,'demo-user',2,'fac669442c68bafa','token_consumption','completed',-5,95,'fac669442c68bafa','open',1795743162473,'','');
INSERT INTO "transaction" VALUES(4,'demo-user',3,'27c889f30847b26f','token_consumption','completed',-5,90,'27c889f30847b26f','open',1795743162810,'','');
INSERT INTO "transaction" VALUES(5,'demo-member',2,'85ab417cd0f0b844','token_consumption','completed',-8,92,'85ab417cd0f0b844','members',1795743163501,'','');
INSERT INTO "transaction" VALUES(6,'demo-user',4,'top-up','grant','completed',100,190,NULL,NULL,1795743163842,'','');
INSERT INTO "transaction" VALUES(7,'demo-user',5,'correction','adjustment','completed',-7,183,NULL,NULL,1795743163855,'admin','too much');
INSERT INTO "transaction" VALUES(8,'demo-member',3,'f6ce232c38ef270a','token_consumption','completed',-1,91,'f6ce232c38ef270a','cheap',1795743164266,'','');
INSERT INTO "transaction" VALUES(9,'demo-member',4,'b37a709cee2b48e5','token_consumption','completed',-1,90,'b37a709cee2b48e5','cheap',1795743164378,'','');
INSERT INTO "transaction" VALUES(10,'demo-member',5,'ffad3e710e198b7b','token_consumption','completed',-1,89,'ffad3e710e198b7b','cheap',1795743164929,'','');
INSERT INTO "transaction" VALUES(11,'demo-member',6,'b0cb75685a897a8a','token_consumption','completed',-1,88,'b0cb75685a897a8a','cheap',1795743165078,'','');
INSERT INTO "transaction" VALUES(12,'voter',1,'opening','grant','completed',100,100,NULL,NULL,1795743165101,'','');
CREATE TABLE uploadedreference (
	user_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name), 
	CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "uploadedreference" VALUES('demo-member','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png',1795743161221);
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
INSERT INTO "user" VALUES('demo-member','演示会员',1,88,0,1795743160272);
INSERT INTO "user" VALUES('demo-user','演示用户',0,183,5,1795743160272);
INSERT INTO "user" VALUES('voter','小雨',0,100,0,1795743165101);
CREATE TABLE versiondigest (
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number), 
	CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY(prompt_id, number) REFERENCES promptversion (prompt_id, number)
)
 WITHOUT ROWID

;
INSERT INTO "versiondigest" VALUES('cheap',1,'bba4ef8c5110bac9e886e91be5195b5e332347eaa2706dcf2606e4665804fadf');
INSERT INTO "versiondigest" VALUES('members',1,'1f3997ba12aff880c944e64ae6d251759ddaa6ea558dc8449e23937950c6c296');
INSERT INTO "versiondigest" VALUES('open',1,'e2f89c80c09d706f395a7de7764f1e5993adb9c4c3f8956807aa3d95187dc1d6');
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
INSERT INTO "vote" VALUES('f4c6efeffed28e04','voter',1,'left',1,1795743166021);
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
CREATE INDEX ix_generation_made ON generation (prompt_id, version_id, provider) WHERE status = 'settled';
COMMIT;
