BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0011');
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
INSERT INTO "decision" VALUES(1,'open','open@1',1795696660979,NULL,'','');
INSERT INTO "decision" VALUES(2,'cheap','cheap@1',1795696660979,NULL,'','');
INSERT INTO "decision" VALUES(3,'members','members@1',1795696660979,NULL,'','');
CREATE TABLE entrydigest (
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq), 
	CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY(user_id, seq) REFERENCES "transaction" (user_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entrydigest" VALUES('demo-member',1,'b401a1a3b968e5178f57b58a4b183ee2246d020b010389203d3a6d9db0d4d8ff');
INSERT INTO "entrydigest" VALUES('demo-member',2,'624a57189b2946e6b963f39cba173a9a3b6c7236af12c0ce652ea0334f1e4e1b');
INSERT INTO "entrydigest" VALUES('demo-user',1,'d256f7ca80ad86cd73964ebcdd2d713c3c24e170efb5e680f145b98579b48525');
INSERT INTO "entrydigest" VALUES('demo-user',2,'1b8e6a06d9336e4c0d6252de715e9ae3d9bcf477b6622e5738e6382488d2eb92');
INSERT INTO "entrydigest" VALUES('demo-user',3,'ab29659aae20dce4cf99a3bb707d7494a9fa13d6136350db4272ba947862d0b7');
INSERT INTO "entrydigest" VALUES('demo-user',4,'0c7b41b681b95af23d8afc40f67ced9fee2e92bcc5b673c833fdecae756a3f1b');
INSERT INTO "entrydigest" VALUES('demo-user',5,'3551d2ebc2b5d52ec728f839f8f688492db5d209ba5ab58bb4f497c941f825a0');
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
INSERT INTO "generatedimage" VALUES('8ef15263b93ed9f5','26634b9cb472ef22','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795696661782,'demo-user',1795696661414,NULL,1795696662047,NULL);
INSERT INTO "generatedimage" VALUES('9bb9af6dd1cb77ef','ab965bf6ac10f524','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795696661935,'demo-member',1795696661865,NULL,NULL,NULL);
INSERT INTO "generatedimage" VALUES('b346a7cfb9d13de3','b2bb77171fcc544f','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795696661855,'demo-user',1795696661415,1795696662026,NULL,NULL);
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
INSERT INTO "generation" VALUES('26634b9cb472ef22','demo-user','two:0','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1244376763,'fake','fake-1',5,'settled','','','{}',1795696661414,1795696661455,1795696661473,1795696661745,1795696661782,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'6102de5e4da6ebd2',3,'2f180b39c758f11d',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('b2bb77171fcc544f','demo-user','two:1','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',2105749070,'fake','fake-1',5,'settled','','','{}',1795696661415,1795696661799,1795696661812,1795696661825,1795696661855,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'6102de5e4da6ebd2',3,'2f180b39c758f11d',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('ab965bf6ac10f524','demo-member','reference:0','b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b','members','龙','奇幻','a dragon for members'' eyes only',1,'','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png','1:1',1497206810,'fake','fake-1',8,'settled','','','{}',1795696661865,1795696661887,1795696661896,1795696661909,1795696661935,'1K',0,'','','','a dragon for members'' eyes only','','','','{}',NULL,NULL,'6102de5e4da6ebd2',3,'af7c7e8fcd4e0062',0,NULL,NULL,NULL,NULL,NULL,'members@1','{}',1);
INSERT INTO "generation" VALUES('6da7a729d7a19e21','demo-user','broken:0','9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed','open','灯塔','自然','a lighthouse that nobody may log',0,'what fails',NULL,'','1:1',1066878974,'fake','fake-1',5,'released','GENERATION_FAILED','unreadable_answer','{}',1795696661944,1795696661955,1795696661964,NULL,1795696661989,'1K',0,'','','','a lighthouse that nobody may log
what fails','','','','{}',NULL,NULL,'6102de5e4da6ebd2',3,'eebc7a8975d7b64a',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('ee799d09f4fdd422','demo-user','waiting:0','5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05','open','灯塔','自然','a lighthouse that nobody may log',0,'',NULL,'','1:1',868852806,'fake','fake-1',5,'held','','','{}',1795696662060,NULL,NULL,NULL,NULL,'1K',0,'','','','a lighthouse that nobody may log','','','','{}',NULL,NULL,'6102de5e4da6ebd2',0,'f736187dc80d4a4b',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',0);
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
INSERT INTO "orderbucket" VALUES('',900000,1795696200000,'members','members@1','fake','fake-1','settled','','',69,1,8);
INSERT INTO "orderbucket" VALUES('',900000,1795696200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795696200000,'open','open@1','fake','fake-1','settled','','',353,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795696200000,'open','open@1','fake','fake-1','settled','','',427,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'members','members@1','fake','fake-1','settled','','',69,1,8);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','settled','','',353,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','settled','','',427,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',69,1,8);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',353,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',427,1,5);
INSERT INTO "orderbucket" VALUES('demo-member',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',69,1,8);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',353,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',427,1,5);
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
INSERT INTO "orderdigest" VALUES('demo-member',1,'ab965bf6ac10f524','bb3d8921f7849777f6974520f6b3fdc1a23ab2b519769d0219fdb86ac50693a5');
INSERT INTO "orderdigest" VALUES('demo-user',1,'26634b9cb472ef22','7ace2ee3563514104816ac898e860c0a59d1ed77e6eef847ca5c7a8ff8225f95');
INSERT INTO "orderdigest" VALUES('demo-user',2,'b2bb77171fcc544f','4bb89872a244560399a28936faa665259c45de801beadd634bcef56292746459');
INSERT INTO "orderdigest" VALUES('demo-user',3,'6da7a729d7a19e21','d04f2d160d21cc95f6c13cd96e26032ac0313bdd86b5efb1dce13074cf7ccdd5');
INSERT INTO "orderdigest" VALUES('demo-user',4,'ee799d09f4fdd422','81cca6a1f8530a7ca3aad307685368a69ce1b4da0829bfbb5fb26fdf0e18fe7d');
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
INSERT INTO "promptversion" VALUES('open@1','open',1,'a lighthouse that nobody may log','{}',5,'',NULL,1795696660979,'57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO "promptversion" VALUES('cheap@1','cheap',1,'a pebble','{}',1,'',NULL,1795696660979,'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO "promptversion" VALUES('members@1','members',1,'a dragon for members'' eyes only','{}',8,'',NULL,1795696660979,'631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
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
INSERT INTO "transaction" VALUES(1,'demo-member',1,'opening','grant','completed',100,100,NULL,NULL,1795696661099,'','');
INSERT INTO "transaction" VALUES(2,'demo-user',1,'opening','grant','completed',100,100,NULL,NULL,1795696661099,'','');
INSERT INTO "transaction" VALUES(3,'demo-user',2,'26634b9cb472ef22','token_consumption','completed',-5,95,'26634b9cb472ef22','open',1795696661782,'','');
INSERT INTO "transaction" VALUES(4,'demo-user',3,'b2bb77171fcc544f','token_consumption','completed',-5,90,'b2bb77171fcc544f','open',1795696661855,'','');
INSERT INTO "transaction" VALUES(5,'demo-member',2,'ab965bf6ac10f524','token_consumption','completed',-8,92,'ab965bf6ac10f524','members',1795696661935,'','');
INSERT INTO "transaction" VALUES(6,'demo-user',4,'top-up','grant','completed',100,190,NULL,NULL,1795696662071,'','');
INSERT INTO "transaction" VALUES(7,'demo-user',5,'correction','adjustment','completed',-7,183,NULL,NULL,1795696662079,'admin','too much');
CREATE TABLE uploadedreference (
	user_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name), 
	CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "uploadedreference" VALUES('demo-member','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png',1795696661395);
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
INSERT INTO "user" VALUES('demo-member','演示会员',1,92,0,1795696661099);
INSERT INTO "user" VALUES('demo-user','演示用户',0,183,5,1795696661099);
CREATE TABLE versiondigest (
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number), 
	CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY(prompt_id, number) REFERENCES promptversion (prompt_id, number)
)
 WITHOUT ROWID

;
INSERT INTO "versiondigest" VALUES('cheap',1,'f677fad5e89243887c063229c1f1bab80e7485d89ff8a6d9724617452bfa954d');
INSERT INTO "versiondigest" VALUES('members',1,'791ac3911cc64c27fc5043acf0b3390e7d34500edd5269e04628bc436ec4940f');
INSERT INTO "versiondigest" VALUES('open',1,'1efce8635d6d18aa5b6a2b2cc421b2f200000780c6b390ac78171dde0f3c628a');
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
COMMIT;
