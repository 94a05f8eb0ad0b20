BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0013');
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
INSERT INTO "caseset" VALUES('set','demo-member','雨',1,1795724742059);
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
INSERT INTO "cell" VALUES('lab',1,1,1,1,'1701f8656fc4a69e');
INSERT INTO "cell" VALUES('lab',2,1,1,1,'83548ae95374a79d');
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
INSERT INTO "decision" VALUES(1,'open','open@1',1795724737219,NULL,'','');
INSERT INTO "decision" VALUES(2,'cheap','cheap@1',1795724737219,NULL,'','');
INSERT INTO "decision" VALUES(3,'members','members@1',1795724737219,NULL,'','');
CREATE TABLE entrydigest (
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq), 
	CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY(user_id, seq) REFERENCES "transaction" (user_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entrydigest" VALUES('demo-member',1,'7fc246e61904ff2a2026cc6e1e8ddb2da822cef27bd56f61d05c5defecb877ce');
INSERT INTO "entrydigest" VALUES('demo-member',2,'75ea1e68f48d5ca4c17c1dd5eb89b2578d69c60c4ff5255bbb974888680531b8');
INSERT INTO "entrydigest" VALUES('demo-member',3,'d965b3df5a121759d9108c727292706291532bfd08f10b6143866ff466ce296a');
INSERT INTO "entrydigest" VALUES('demo-member',4,'0a6fd24041669fe07a2addbc8e03e96492ea1231583a0f6671eccb346274a375');
INSERT INTO "entrydigest" VALUES('demo-user',1,'be8a6098b584fafb76cbc8698c10a7c8fd2a62465eecb36153e30b363ec2adb9');
INSERT INTO "entrydigest" VALUES('demo-user',2,'1a03d8a1259b12c99f05beed3ce38c9fda6ddeeb898f7a1c9ab894200c51c2fc');
INSERT INTO "entrydigest" VALUES('demo-user',3,'bbf5b2a139eabd34d9c394bd6c7f70b3078868db9d5f6143f0c38ea764a484c8');
INSERT INTO "entrydigest" VALUES('demo-user',4,'2d01470620b8f384c24c53ef8fb48bdb068b99c3759b9ebf4450e7c4f9bf2000');
INSERT INTO "entrydigest" VALUES('demo-user',5,'9a36da68ead704a0be20155e00693651398bef1e660da2fe1431b3e4657e29b8');
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
INSERT INTO "experiment" VALUES('lab','demo-member','cheap','which?',1,0,0,1325324796,1,1795724739760,1795724740493,NULL);
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
INSERT INTO "generatedimage" VALUES('14f57abea472522b','83548ae95374a79d','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795724741422,'demo-member',1795724740493,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('18d9654d69811260','f67078338eb1ada4','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795724739479,'demo-member',1795724739354,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('53053b52998fe382','a07882f0cda7fdc5','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795724739115,'demo-user',1795724738054,NULL,1795724739505,NULL);
INSERT INTO "generatedimage" VALUES('c79d942e0d4e6cf1','1701f8656fc4a69e','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795724741899,'demo-member',1795724740494,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('eb60bbef346b4c6c','2cba24c29f92ddc3','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795724739349,'demo-user',1795724738055,1795724739501,NULL,NULL);
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
INSERT INTO "generation" VALUES('a07882f0cda7fdc5','demo-user','two:0','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1037436754,'fake','fake-1',5,'settled','','','{}',1795724738054,1795724738158,1795724738381,1795724739047,1795724739115,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'90ba105938e7f949',3,'c087b677fb662c43',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('2cba24c29f92ddc3','demo-user','two:1','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',2011855756,'fake','fake-1',5,'settled','','','{}',1795724738055,1795724739120,1795724739164,1795724739219,1795724739349,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'90ba105938e7f949',3,'c087b677fb662c43',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('f67078338eb1ada4','demo-member','reference:0','b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b','members','龙','奇幻','a dragon for members'' eyes only',1,'','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png','1:1',1899657250,'fake','fake-1',8,'settled','','','{}',1795724739354,1795724739364,1795724739380,1795724739475,1795724739479,'1K',0,'','','','a dragon for members'' eyes only','','','','{}',NULL,NULL,'90ba105938e7f949',3,'18d279bec28cf6ae',0,NULL,NULL,NULL,NULL,NULL,'members@1','{}',1);
INSERT INTO "generation" VALUES('3d6a7fb0959b1b17','demo-user','broken:0','9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed','open','灯塔','自然','a lighthouse that nobody may log',0,'what fails',NULL,'','1:1',2043932490,'fake','fake-1',5,'released','GENERATION_FAILED','unreadable_answer','{}',1795724739481,1795724739485,1795724739488,NULL,1795724739494,'1K',0,'','','','a lighthouse that nobody may log
what fails','','','','{}',NULL,NULL,'90ba105938e7f949',3,'50e6a246ed31bf0a',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('f43f04351518caca','demo-user','waiting:0','5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05','open','灯塔','自然','a lighthouse that nobody may log',0,'',NULL,'','1:1',50788588,'fake','fake-1',5,'held','','','{}',1795724739509,NULL,NULL,NULL,NULL,'1K',0,'','','','a lighthouse that nobody may log','','','','{}',NULL,NULL,'90ba105938e7f949',0,'fe41e2e2a54de564',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',0);
INSERT INTO "generation" VALUES('83548ae95374a79d','demo-member','lab:2:1:1:1','c1bca430994e3133b3157973e0dfc3a40e7e69a93bd8233759a16323baed90fb','cheap','石子','自然','a pebble',0,'',NULL,'','16:9',137617988,'fake','fake-1',1,'settled','','','{}',1795724740493,1795724741023,1795724741152,1795724741292,1795724741422,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'90ba105938e7f949',3,'2cd647eb12a807f2',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
INSERT INTO "generation" VALUES('1701f8656fc4a69e','demo-member','lab:1:1:1:1','618398ebfd667fb3c53f756add3236752096062383841fcf3323cb8d73a4bc8b','cheap','石子','自然','a pebble',0,'',NULL,'','1:1',137617988,'fake','fake-1',1,'settled','','','{}',1795724740494,1795724741509,1795724741525,1795724741781,1795724741899,'1K',0,'','','','a pebble','','','','{}',NULL,NULL,'90ba105938e7f949',3,'2cd647eb12a807f2',1,NULL,NULL,NULL,NULL,NULL,'cheap@1','{}',0);
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
INSERT INTO "judgement" VALUES('83548ae95374a79d','demo-member',1,'unusable','hands',1795724741993);
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
INSERT INTO "orderbucket" VALUES('',900000,1795724100000,'members','members@1','fake','fake-1','settled','','',121,1,8);
INSERT INTO "orderbucket" VALUES('',900000,1795724100000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795724100000,'open','open@1','fake','fake-1','settled','','',1012,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795724100000,'open','open@1','fake','fake-1','settled','','',1289,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'members','members@1','fake','fake-1','settled','','',121,1,8);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','settled','','',1012,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','settled','','',1289,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',121,1,8);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',1012,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',1289,1,5);
INSERT INTO "orderbucket" VALUES('demo-member',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',121,1,8);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',1012,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',1289,1,5);
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
INSERT INTO "orderdigest" VALUES('demo-member',1,'f67078338eb1ada4','13f0321efe4530fefedb2287f3bfd957f7b3024c034ef340a7e1b5c62ef7aae1');
INSERT INTO "orderdigest" VALUES('demo-member',2,'83548ae95374a79d','a0cfeff11a1073219c9365e1c478bbadbe18f0bf8e69113fe4d9ce77f7144bc6');
INSERT INTO "orderdigest" VALUES('demo-member',3,'1701f8656fc4a69e','b2bfd51d3af4d1a7d3704102c0b6c38c28a7e94ec1111e54cbe0406978b73919');
INSERT INTO "orderdigest" VALUES('demo-user',1,'a07882f0cda7fdc5','4925918ad07ffd64ab2613b449494b4e62194d245a7ffed487d167dd29f323c6');
INSERT INTO "orderdigest" VALUES('demo-user',2,'2cba24c29f92ddc3','3a05f6dd8590537022d258833f8193e82055c46d8c1f750f097c1c134dff616a');
INSERT INTO "orderdigest" VALUES('demo-user',3,'3d6a7fb0959b1b17','cd5d8088027d2dfafa8ad2857737740c821fe586a1bd23b9a3fe9523d1ca89b0');
INSERT INTO "orderdigest" VALUES('demo-user',4,'f43f04351518caca','e7247cdc84e4c664366ff8136a6b19480b0763bfd5300194e7f7a802407a197d');
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
INSERT INTO "promptversion" VALUES('open@1','open',1,'a lighthouse that nobody may log','{}',5,'',NULL,1795724737219,'57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO "promptversion" VALUES('cheap@1','cheap',1,'a pebble','{}',1,'',NULL,1795724737219,'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO "promptversion" VALUES('members@1','members',1,'a dragon for members'' eyes only','{}',8,'',NULL,1795724737219,'631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
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
INSERT INTO "transaction" VALUES(1,'demo-member',1,'opening','grant','completed',100,100,NULL,NULL,1795724737628,'','');
INSERT INTO "transaction" VALUES(2,'demo-user',1,'opening','grant','completed',100,100,NULL,NULL,1795724737628,'','');
INSERT INTO "transaction" VALUES(3,'demo-user',2,'a07882f0cda7fdc5','token_consumption','completed',-5,95,'a07882f0cda7fdc5','open',1795724739115,'','');
INSERT INTO "transaction" VALUES(4,'demo-user',3,'2cba24c29f92ddc3','token_consumption','completed',-5,90,'2cba24c29f92ddc3','open',1795724739349,'','');
INSERT INTO "transaction" VALUES(5,'demo-member',2,'f67078338eb1ada4','token_consumption','completed',-8,92,'f67078338eb1ada4','members',1795724739479,'','');
INSERT INTO "transaction" VALUES(6,'demo-user',4,'top-up','grant','completed',100,190,NULL,NULL,1795724739513,'','');
INSERT INTO "transaction" VALUES(7,'demo-user',5,'correction','adjustment','completed',-7,183,NULL,NULL,1795724739517,'admin','too much');
INSERT INTO "transaction" VALUES(8,'demo-member',3,'83548ae95374a79d','token_consumption','completed',-1,91,'83548ae95374a79d','cheap',1795724741422,'','');
INSERT INTO "transaction" VALUES(9,'demo-member',4,'1701f8656fc4a69e','token_consumption','completed',-1,90,'1701f8656fc4a69e','cheap',1795724741899,'','');
CREATE TABLE uploadedreference (
	user_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name), 
	CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "uploadedreference" VALUES('demo-member','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png',1795724738000);
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
INSERT INTO "user" VALUES('demo-member','演示会员',1,90,0,1795724737628);
INSERT INTO "user" VALUES('demo-user','演示用户',0,183,5,1795724737628);
CREATE TABLE versiondigest (
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number), 
	CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY(prompt_id, number) REFERENCES promptversion (prompt_id, number)
)
 WITHOUT ROWID

;
INSERT INTO "versiondigest" VALUES('cheap',1,'e3aa349726dae8e921174b23dfebb9d996543bb5991a5ce9228eebec510e4515');
INSERT INTO "versiondigest" VALUES('members',1,'7bc1d21903e397826e8d685a46a8e0f1a5369a8440195d421483940611ec30a1');
INSERT INTO "versiondigest" VALUES('open',1,'98ed29b4e591d851beaa4c5013e05a5eb403940c6af04625b6f5205600ceaa00');
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
COMMIT;
