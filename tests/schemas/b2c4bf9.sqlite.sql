BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0010');
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
INSERT INTO "decision" VALUES(1,'open','open@1',1795684096488,NULL,'','');
INSERT INTO "decision" VALUES(2,'cheap','cheap@1',1795684096488,NULL,'','');
INSERT INTO "decision" VALUES(3,'members','members@1',1795684096488,NULL,'','');
CREATE TABLE entrydigest (
	user_id VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entrydigest PRIMARY KEY (user_id, seq), 
	CONSTRAINT fk_entrydigest_user_id_transaction FOREIGN KEY(user_id, seq) REFERENCES "transaction" (user_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entrydigest" VALUES('demo-member',1,'191172de6b3a39d253152f4d26a305e9b4e65d92799000513dcf8789aee07c8c');
INSERT INTO "entrydigest" VALUES('demo-member',2,'f9b9ef7c20a989af0aef6ce1903a317f3c77306cbacade52059b4e2ab8a5c861');
INSERT INTO "entrydigest" VALUES('demo-user',1,'388be86ceb0f73a8370a8104e8bb21a04b4fcb8e7208ccd701c67ebdf2d30821');
INSERT INTO "entrydigest" VALUES('demo-user',2,'3ecc9bb9edbea2be3203ba4e0034a25383a454f1278e1798492a9c6253906f85');
INSERT INTO "entrydigest" VALUES('demo-user',3,'9715cf68243f76c9636091ea2eff085c0f75dee8eacd59fe1d7b10fd37701cca');
INSERT INTO "entrydigest" VALUES('demo-user',4,'71918f62d009cbc855bfe9534c2b08a9d0699d82b70ee14f96144192efe6b54a');
INSERT INTO "entrydigest" VALUES('demo-user',5,'8d85653f9e38eaef122b84560987677438d34bc5970230df55b7a070693c4b99');
CREATE TABLE generatedimage (
	id VARCHAR(64) NOT NULL, 
	generation_id VARCHAR(64) NOT NULL, 
	mime VARCHAR(200) NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_generatedimage PRIMARY KEY (id), 
	CONSTRAINT fk_generatedimage_generation_id_generation FOREIGN KEY(generation_id) REFERENCES generation (id), 
	CONSTRAINT uq_generatedimage_generation_id UNIQUE (generation_id)
);
INSERT INTO "generatedimage" VALUES('597cd54019f5af37','4612ef719ed7d33e','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795684097272);
INSERT INTO "generatedimage" VALUES('20185770b44f08a3','26634331c640697e','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795684097367);
INSERT INTO "generatedimage" VALUES('3eb5ecdb2fc00fe1','b1cc0a4e650bb898','image/png',48,32,115,'e3e5f02217aae16099e61a00cf2f206dba98b133e02d3603b63854e56fe8b4c0',1795684097499);
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
INSERT INTO "generation" VALUES('4612ef719ed7d33e','demo-user','two:0','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1180454421,'fake','fake-1',5,'settled','','','{}',1795684096889,1795684096915,1795684096933,1795684097227,1795684097272,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'58803e988dbd86a0',3,'f9c7b07bd674e412',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('26634331c640697e','demo-user','two:1','7053cb3f19ae61ed8cc0a49ae826cc3a445dc04098a35a7c169698d424949c6b','open','灯塔','自然','a lighthouse that nobody may log',0,'雨后，it''s wet',NULL,'','1:1',1191350057,'fake','fake-1',5,'settled','','','{}',1795684096890,1795684097295,1795684097301,1795684097326,1795684097367,'1K',0,'','','','a lighthouse that nobody may log
雨后，it''s wet','','','','{}',NULL,NULL,'58803e988dbd86a0',3,'f9c7b07bd674e412',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('b1cc0a4e650bb898','demo-member','reference:0','b350d1e7b640b5472534067ac94fb423c19d01e99ada867166262394a9822c4b','members','龙','奇幻','a dragon for members'' eyes only',1,'','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png','1:1',1211614817,'fake','fake-1',8,'settled','','','{}',1795684097400,1795684097448,1795684097460,1795684097482,1795684097499,'1K',0,'','','','a dragon for members'' eyes only','','','','{}',NULL,NULL,'58803e988dbd86a0',3,'8e5a8ce6294bbc87',0,NULL,NULL,NULL,NULL,NULL,'members@1','{}',1);
INSERT INTO "generation" VALUES('f55877fafafba6d7','demo-user','broken:0','9d4d9aab98363df430138f6e78bdb9de3e12df7210004158f6d4d0a00120ebed','open','灯塔','自然','a lighthouse that nobody may log',0,'what fails',NULL,'','1:1',961728624,'fake','fake-1',5,'released','GENERATION_FAILED','unreadable_answer','{}',1795684097509,1795684097517,1795684097528,NULL,1795684097544,'1K',0,'','','','a lighthouse that nobody may log
what fails','','','','{}',NULL,NULL,'58803e988dbd86a0',3,'09f490a5edd28836',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',1);
INSERT INTO "generation" VALUES('d189ee02af92adad','demo-user','waiting:0','5bd7935e5326ae8fb001b78a26c024708aa722bed9027d0713bf95a1d462df05','open','灯塔','自然','a lighthouse that nobody may log',0,'',NULL,'','1:1',1022432734,'fake','fake-1',5,'held','','','{}',1795684097553,NULL,NULL,NULL,NULL,'1K',0,'','','','a lighthouse that nobody may log','','','','{}',NULL,NULL,'58803e988dbd86a0',0,'3125d11e489ca385',0,NULL,NULL,NULL,NULL,NULL,'open@1','{}',0);
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
INSERT INTO "orderbucket" VALUES('',900000,1795683600000,'members','members@1','fake','fake-1','settled','','',97,1,8);
INSERT INTO "orderbucket" VALUES('',900000,1795683600000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795683600000,'open','open@1','fake','fake-1','settled','','',370,1,5);
INSERT INTO "orderbucket" VALUES('',900000,1795683600000,'open','open@1','fake','fake-1','settled','','',470,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'members','members@1','fake','fake-1','settled','','',97,1,8);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','settled','','',370,1,5);
INSERT INTO "orderbucket" VALUES('',86400000,1795651200000,'open','open@1','fake','fake-1','settled','','',470,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',97,1,8);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',370,1,5);
INSERT INTO "orderbucket" VALUES('',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',470,1,5);
INSERT INTO "orderbucket" VALUES('demo-member',2764800000,1794355200000,'members','members@1','fake','fake-1','settled','','',97,1,8);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','released','GENERATION_FAILED','unreadable_answer',0,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',370,1,5);
INSERT INTO "orderbucket" VALUES('demo-user',2764800000,1794355200000,'open','open@1','fake','fake-1','settled','','',470,1,5);
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
INSERT INTO "orderdigest" VALUES('demo-member',1,'b1cc0a4e650bb898','66fb902622c5cf08c724c1e9a07589e0b4fde628c21b04f6520e48c68c29425b');
INSERT INTO "orderdigest" VALUES('demo-user',1,'4612ef719ed7d33e','71a51dfaf5ecc97d97de25799a3ca840af56a4e97d078b2c352759cc5d62fac5');
INSERT INTO "orderdigest" VALUES('demo-user',2,'26634331c640697e','aad02ec5fe458da2664bb273bbb03c9b5a072cc652ed45fc8acf1f6a3d7f8edd');
INSERT INTO "orderdigest" VALUES('demo-user',3,'f55877fafafba6d7','ac855b46623087fc4aa2142732870dd7c27c8d1e172d13e3a54b68390afcedb5');
INSERT INTO "orderdigest" VALUES('demo-user',4,'d189ee02af92adad','0b733065794a707bcf41a5f3f3d455be31fad28c1ec491b11221c29b5c78342a');
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
INSERT INTO "promptversion" VALUES('open@1','open',1,'a lighthouse that nobody may log','{}',5,'',NULL,1795684096488,'57506e7cc42e88af2d2781404be7c2d5d19a0548a6d174d1f67cefbe789ce0ef');
INSERT INTO "promptversion" VALUES('cheap@1','cheap',1,'a pebble','{}',1,'',NULL,1795684096488,'db19975b5267e81ffec13cd417984b97b10b9303a794cccf88241c0c99a5a808');
INSERT INTO "promptversion" VALUES('members@1','members',1,'a dragon for members'' eyes only','{}',8,'',NULL,1795684096488,'631c3ac29f5ada5ccdf4d93ae978a770ddb499fec67ebe9d8c6d2bc1db66c102');
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
INSERT INTO "transaction" VALUES(1,'demo-member',1,'opening','grant','completed',100,100,NULL,NULL,1795684096634,'','');
INSERT INTO "transaction" VALUES(2,'demo-user',1,'opening','grant','completed',100,100,NULL,NULL,1795684096634,'','');
INSERT INTO "transaction" VALUES(3,'demo-user',2,'4612ef719ed7d33e','token_consumption','completed',-5,95,'4612ef719ed7d33e','open',1795684097272,'','');
INSERT INTO "transaction" VALUES(4,'demo-user',3,'26634331c640697e','token_consumption','completed',-5,90,'26634331c640697e','open',1795684097367,'','');
INSERT INTO "transaction" VALUES(5,'demo-member',2,'b1cc0a4e650bb898','token_consumption','completed',-8,92,'b1cc0a4e650bb898','members',1795684097499,'','');
INSERT INTO "transaction" VALUES(6,'demo-user',4,'top-up','grant','completed',100,190,NULL,NULL,1795684097559,'','');
INSERT INTO "transaction" VALUES(7,'demo-user',5,'correction','adjustment','completed',-7,183,NULL,NULL,1795684097562,'admin','too much');
CREATE TABLE uploadedreference (
	user_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	CONSTRAINT pk_uploadedreference PRIMARY KEY (user_id, name), 
	CONSTRAINT fk_uploadedreference_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "uploadedreference" VALUES('demo-member','b64ec9c87ef6a00fdc5f717e4d88e529aea3746d1d63c075cae04fedf782e455.jpg','boat.png',1795684096853);
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
INSERT INTO "user" VALUES('demo-member','演示会员',1,92,0,1795684096634);
INSERT INTO "user" VALUES('demo-user','演示用户',0,183,5,1795684096634);
CREATE TABLE versiondigest (
	prompt_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_versiondigest PRIMARY KEY (prompt_id, number), 
	CONSTRAINT fk_versiondigest_prompt_id_promptversion FOREIGN KEY(prompt_id, number) REFERENCES promptversion (prompt_id, number)
)
 WITHOUT ROWID

;
INSERT INTO "versiondigest" VALUES('cheap',1,'7eb75aed980efa759f1c8947c3f46fc7dd04f45263b662d5811e8b9868834a4c');
INSERT INTO "versiondigest" VALUES('members',1,'5b7df30ace2fe002ce305695539a3ac5b962d33ba37ad77894b11406ea6f505d');
INSERT INTO "versiondigest" VALUES('open',1,'4c9e9552bb440c707f6af6a36c4f67261a34ccfeaad8d5fc05ea081b3f04b0b0');
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
COMMIT;
