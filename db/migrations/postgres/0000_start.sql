CREATE TABLE "grants" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"level" text,
	"person_id" text collate "C",
	"team_id" text collate "C",
	"platform_role" text,
	"entrance" text collate "C",
	"state" text NOT NULL,
	"unsure" boolean NOT NULL,
	"reason" text,
	"origin" text NOT NULL,
	"origin_id" text collate "C",
	"granted_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"starts_at" bigint NOT NULL,
	"expires_at" bigint,
	"verified_at" bigint,
	"verified_by" text collate "C",
	"ended_at" bigint,
	"ended_by" text collate "C",
	"ended_because" text collate "C",
	"closed_at" bigint,
	CONSTRAINT "grants_one_holder" CHECK (("grants"."person_id" is null) <> ("grants"."team_id" is null)),
	CONSTRAINT "grants_level" CHECK (("grants"."kind" = 'shared-login') = ("grants"."level" is not null))
);
--> statement-breakpoint
CREATE TABLE "account_words" (
	"word" text collate "C" NOT NULL,
	"account_id" text collate "C" NOT NULL,
	CONSTRAINT "account_words_word_account_id_pk" PRIMARY KEY("word","account_id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"platform" text collate "C" NOT NULL,
	"handle" text NOT NULL,
	"handle_key" text collate "C" NOT NULL,
	"url" text,
	"brand" text,
	"region" text,
	"purpose" text,
	"criticality" text NOT NULL,
	"status" text NOT NULL,
	"sort_key" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offices" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"office" text NOT NULL,
	"from_at" bigint NOT NULL,
	"to_at" bigint,
	"ended_because" text collate "C",
	CONSTRAINT "offices_order" CHECK ("offices"."to_at" is null or "offices"."to_at" >= "offices"."from_at")
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"hash" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"signing_key_id" text collate "C" NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_details" (
	"event_id" text collate "C" PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"salt" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"event" text collate "C" NOT NULL,
	"actor_kind" text collate "C" NOT NULL,
	"actor_id" text collate "C",
	"via" text collate "C" NOT NULL,
	"subject_kind" text collate "C" NOT NULL,
	"subject_id" text collate "C",
	"body" text NOT NULL,
	"hash" text collate "C" NOT NULL,
	CONSTRAINT "audit_events_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"finished_at" bigint,
	"outcome" text NOT NULL,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"holder" text collate "C" NOT NULL,
	"fence" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_files" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"data_key_id" text collate "C" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"uploaded_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"root_key_id" text collate "C" NOT NULL,
	"wrapped" "bytea",
	"created_at" bigint NOT NULL,
	"destroyed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "root_keys" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"check_value" "bytea" NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"public_key" "bytea" NOT NULL,
	"fingerprint" text NOT NULL,
	"data_key_id" text collate "C" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "signing_keys_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"person_id" text collate "C" NOT NULL,
	"local_day" text collate "C" NOT NULL,
	"outbox_id" text collate "C",
	"at" bigint NOT NULL,
	CONSTRAINT "digests_person_id_local_day_pk" PRIMARY KEY("person_id","local_day")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"template" text collate "C" NOT NULL,
	"recipient_id" text collate "C" NOT NULL,
	"data" text NOT NULL,
	"token_key_id" text collate "C",
	"sealed_token" "bytea",
	"once" text collate "C",
	"state" text NOT NULL,
	"attempts" bigint NOT NULL,
	"next_attempt_at" bigint NOT NULL,
	"last_error" text,
	"message_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"sent_at" bigint,
	CONSTRAINT "outbox_once_unique" UNIQUE("once")
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"secret_id" text collate "C" NOT NULL,
	"due_on" text collate "C" NOT NULL,
	"stage" text collate "C" NOT NULL,
	"outcome" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "reminders_secret_id_due_on_stage_pk" PRIMARY KEY("secret_id","due_on","stage")
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"offboarding_id" text collate "C" NOT NULL,
	"number" text collate "C" NOT NULL,
	"body" text NOT NULL,
	"signature" text NOT NULL,
	"signing_key_id" text collate "C" NOT NULL,
	"issued_at" bigint NOT NULL,
	"first_event" bigint NOT NULL,
	"last_event" bigint NOT NULL,
	"superseded_at" bigint,
	CONSTRAINT "certificates_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "offboarding_holdings" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"offboarding_id" text collate "C" NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"held" text NOT NULL,
	"tier" text,
	"grant_id" text collate "C",
	"secret_id" text collate "C",
	"successor_id" text collate "C",
	"via_team" boolean NOT NULL,
	"safe_since" bigint
);
--> statement-breakpoint
CREATE TABLE "offboarding_proposals" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"period_id" text collate "C" NOT NULL,
	"effective_at" bigint NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"decided_at" bigint,
	"decided_by" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "offboardings" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"number" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"period_id" text collate "C" NOT NULL,
	"state" text NOT NULL,
	"effective_at" bigint NOT NULL,
	"reason" text,
	"announced_at" bigint,
	"announced_by" text collate "C",
	"confidant_id" text collate "C",
	"started_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"cut_at" bigint,
	"cut_by" text,
	"counts" text,
	"completed_at" bigint,
	"cancelled_at" bigint,
	"cancelled_by" text collate "C",
	"reopened_at" bigint,
	CONSTRAINT "offboardings_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "employment_periods" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"started_on" text collate "C",
	"started_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"created_at" bigint NOT NULL,
	"ended_at" bigint,
	CONSTRAINT "organisations_nameKey_unique" UNIQUE("name_key")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organisation_id" text collate "C" NOT NULL,
	"given_name" text NOT NULL,
	"name_particle" text,
	"family_name" text NOT NULL,
	"display_name" text NOT NULL,
	"sort_key" text collate "C" NOT NULL,
	"email" text,
	"email_key" text collate "C",
	"employee_number" text collate "C",
	"job_title" text,
	"department" text,
	"manager_id" text collate "C",
	"state" text NOT NULL,
	"locale" text NOT NULL,
	"security_stamp" bigint NOT NULL,
	"ends_at" bigint,
	"responder" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "people_emailKey_unique" UNIQUE("email_key"),
	CONSTRAINT "people_employeeNumber_unique" UNIQUE("employee_number")
);
--> statement-breakpoint
CREATE TABLE "person_words" (
	"word" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	CONSTRAINT "person_words_word_person_id_pk" PRIMARY KEY("word","person_id")
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"person_id" text collate "C" NOT NULL,
	"role" text NOT NULL,
	"given_at" bigint NOT NULL,
	"given_by" text collate "C" NOT NULL,
	CONSTRAINT "roles_person_id_role_pk" PRIMARY KEY("person_id","role")
);
--> statement-breakpoint
CREATE TABLE "team_memberships" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"team_id" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"from_at" bigint NOT NULL,
	"to_at" bigint,
	CONSTRAINT "team_memberships_order" CHECK ("team_memberships"."to_at" is null or "team_memberships"."to_at" >= "team_memberships"."from_at")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"removed_at" bigint,
	CONSTRAINT "teams_nameKey_unique" UNIQUE("name_key")
);
--> statement-breakpoint
CREATE TABLE "acknowledgements" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"policy_version_id" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"slug" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "policies_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"policy_id" text collate "C" NOT NULL,
	"number" bigint NOT NULL,
	"state" text NOT NULL,
	"title_nl" text NOT NULL,
	"title_en" text NOT NULL,
	"body_nl" text NOT NULL,
	"body_en" text NOT NULL,
	"created_at" bigint NOT NULL,
	"published_at" bigint,
	"published_by" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "rotations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"secret_id" text collate "C" NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"state" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"opened_by" text collate "C" NOT NULL,
	"performer_id" text collate "C",
	"candidate_id" text collate "C",
	"prepared_at" bigint,
	"closed_at" bigint,
	"closed_by" text collate "C",
	"because" text,
	"evidence_kind" text
);
--> statement-breakpoint
CREATE TABLE "causes" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"secret_id" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text collate "C",
	"origin_id" text collate "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disclosures" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"secret_id" text collate "C" NOT NULL,
	"version_id" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"how" text NOT NULL,
	"reason" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secret_versions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"secret_id" text collate "C" NOT NULL,
	"number" bigint NOT NULL,
	"state" text NOT NULL,
	"origin" text NOT NULL,
	"data_key_id" text collate "C" NOT NULL,
	"sealed" "bytea",
	"fingerprint" text collate "C" NOT NULL,
	"parameters" text,
	"created_by" text collate "C" NOT NULL,
	"set_by" text collate "C",
	"created_at" bigint NOT NULL,
	"set_at" bigint,
	"retired_at" bigint,
	"destroyed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"label" text,
	"value_set_at" bigint,
	"not_due_before" bigint,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"person_id" text collate "C",
	"token_hash" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C",
	"expires_at" bigint NOT NULL,
	"redeemed_at" bigint,
	"revoked_at" bigint,
	CONSTRAINT "invitations_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "known_devices" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"token_hash" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "known_devices_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"code_hash" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"token_hash" text collate "C" NOT NULL,
	"stage" text NOT NULL,
	"security_stamp" bigint NOT NULL,
	"device" text,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"factor_at" bigint,
	"ended_at" bigint,
	"ended_because" text collate "C",
	CONSTRAINT "sessions_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"person_id" text collate "C" PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"password_set_at" bigint NOT NULL,
	"seed_key_id" text collate "C",
	"sealed_seed" "bytea",
	"last_step" bigint NOT NULL,
	"confirmed_at" bigint,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "throttles" (
	"bucket" text collate "C" PRIMARY KEY NOT NULL,
	"failures" bigint NOT NULL,
	"last_failure_at" bigint NOT NULL,
	"blocked_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"updated_at" bigint NOT NULL,
	"updated_by" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"origin_kind" text NOT NULL,
	"origin_id" text collate "C" NOT NULL,
	"account_id" text collate "C",
	"secret_id" text collate "C",
	"grant_id" text collate "C",
	"subject_id" text collate "C",
	"assignee_id" text collate "C",
	"risk" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"deadline_at" bigint NOT NULL,
	"sla_at" bigint NOT NULL,
	"waits_until" bigint,
	"waits_for_task_id" text collate "C",
	"closed_at" bigint,
	"closed_by" text collate "C",
	"evidence_kind" text,
	"evidence" text,
	"exception_reason" text,
	"exception_approved_by" text collate "C",
	"exception_until" bigint
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C",
	"service_name" text,
	"name" text NOT NULL,
	"token_hash" text collate "C" NOT NULL,
	"hint" text NOT NULL,
	"scopes" text collate "C" NOT NULL,
	"security_stamp" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"expires_at" bigint NOT NULL,
	"last_used_at" bigint,
	"factor_at" bigint,
	"revoked_at" bigint,
	CONSTRAINT "api_tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_words" ADD CONSTRAINT "account_words_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offices" ADD CONSTRAINT "offices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offices" ADD CONSTRAINT "offices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_files" ADD CONSTRAINT "import_files_data_key_id_data_keys_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_root_key_id_root_keys_id_fk" FOREIGN KEY ("root_key_id") REFERENCES "public"."root_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_data_key_id_data_keys_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_recipient_id_people_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_offboarding_id_offboardings_id_fk" FOREIGN KEY ("offboarding_id") REFERENCES "public"."offboardings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_signing_key_id_signing_keys_id_fk" FOREIGN KEY ("signing_key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offboarding_holdings" ADD CONSTRAINT "offboarding_holdings_offboarding_id_offboardings_id_fk" FOREIGN KEY ("offboarding_id") REFERENCES "public"."offboardings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offboarding_holdings" ADD CONSTRAINT "offboarding_holdings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offboarding_holdings" ADD CONSTRAINT "offboarding_holdings_successor_id_people_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offboarding_proposals" ADD CONSTRAINT "offboarding_proposals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offboarding_proposals" ADD CONSTRAINT "offboarding_proposals_period_id_employment_periods_id_fk" FOREIGN KEY ("period_id") REFERENCES "public"."employment_periods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offboardings" ADD CONSTRAINT "offboardings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offboardings" ADD CONSTRAINT "offboardings_period_id_employment_periods_id_fk" FOREIGN KEY ("period_id") REFERENCES "public"."employment_periods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offboardings" ADD CONSTRAINT "offboardings_confidant_id_people_id_fk" FOREIGN KEY ("confidant_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employment_periods" ADD CONSTRAINT "employment_periods_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_words" ADD CONSTRAINT "person_words_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_memberships" ADD CONSTRAINT "team_memberships_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_memberships" ADD CONSTRAINT "team_memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_policy_version_id_policy_versions_id_fk" FOREIGN KEY ("policy_version_id") REFERENCES "public"."policy_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_performer_id_people_id_fk" FOREIGN KEY ("performer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_candidate_id_secret_versions_id_fk" FOREIGN KEY ("candidate_id") REFERENCES "public"."secret_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "causes" ADD CONSTRAINT "causes_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "causes" ADD CONSTRAINT "causes_subject_id_people_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_version_id_secret_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."secret_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_versions" ADD CONSTRAINT "secret_versions_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_versions" ADD CONSTRAINT "secret_versions_data_key_id_data_keys_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_seed_key_id_data_keys_id_fk" FOREIGN KEY ("seed_key_id") REFERENCES "public"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_subject_id_people_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assignee_id_people_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "grants_account" ON "grants" USING btree ("account_id","state");--> statement-breakpoint
CREATE INDEX "grants_person" ON "grants" USING btree ("person_id","state");--> statement-breakpoint
CREATE INDEX "grants_team" ON "grants" USING btree ("team_id","state");--> statement-breakpoint
CREATE INDEX "grants_expires" ON "grants" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "account_words_account" ON "account_words" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_handle" ON "accounts" USING btree ("platform","handle_key");--> statement-breakpoint
CREATE INDEX "accounts_sort" ON "accounts" USING btree ("sort_key","id");--> statement-breakpoint
CREATE INDEX "accounts_criticality" ON "accounts" USING btree ("criticality","sort_key","id");--> statement-breakpoint
CREATE INDEX "accounts_platform" ON "accounts" USING btree ("platform","sort_key","id");--> statement-breakpoint
CREATE UNIQUE INDEX "offices_one_owner" ON "offices" USING btree ("account_id") WHERE ("offices"."office" = 'owner' and "offices"."to_at" is null);--> statement-breakpoint
CREATE UNIQUE INDEX "offices_once" ON "offices" USING btree ("account_id","person_id") WHERE "offices"."to_at" is null;--> statement-breakpoint
CREATE INDEX "offices_person" ON "offices" USING btree ("person_id","to_at");--> statement-breakpoint
CREATE INDEX "offices_account" ON "offices" USING btree ("account_id","from_at");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_id","seq");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_events_event" ON "audit_events" USING btree ("event","seq");--> statement-breakpoint
CREATE INDEX "job_runs_name" ON "job_runs" USING btree ("name","started_at");--> statement-breakpoint
CREATE INDEX "data_keys_root" ON "data_keys" USING btree ("root_key_id");--> statement-breakpoint
CREATE INDEX "outbox_queue" ON "outbox" USING btree ("state","next_attempt_at");--> statement-breakpoint
CREATE INDEX "outbox_recipient" ON "outbox" USING btree ("recipient_id");--> statement-breakpoint
CREATE INDEX "certificates_case" ON "certificates" USING btree ("offboarding_id","issued_at");--> statement-breakpoint
CREATE INDEX "offboarding_holdings_case" ON "offboarding_holdings" USING btree ("offboarding_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offboarding_proposals_once" ON "offboarding_proposals" USING btree ("period_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "offboarding_proposals_open" ON "offboarding_proposals" USING btree ("state","effective_at");--> statement-breakpoint
CREATE UNIQUE INDEX "offboardings_once" ON "offboardings" USING btree ("period_id") WHERE state <> 'cancelled';--> statement-breakpoint
CREATE INDEX "offboardings_person" ON "offboardings" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "offboardings_due" ON "offboardings" USING btree ("state","effective_at");--> statement-breakpoint
CREATE UNIQUE INDEX "employment_periods_open" ON "employment_periods" USING btree ("person_id") WHERE "employment_periods"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "people_sort" ON "people" USING btree ("sort_key","id");--> statement-breakpoint
CREATE INDEX "people_state" ON "people" USING btree ("state","sort_key","id");--> statement-breakpoint
CREATE INDEX "people_manager" ON "people" USING btree ("manager_id");--> statement-breakpoint
CREATE INDEX "people_ends" ON "people" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "people_organisation" ON "people" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "person_words_person" ON "person_words" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "roles_role" ON "roles" USING btree ("role");--> statement-breakpoint
CREATE INDEX "team_memberships_team" ON "team_memberships" USING btree ("team_id","from_at");--> statement-breakpoint
CREATE INDEX "team_memberships_person" ON "team_memberships" USING btree ("person_id","from_at");--> statement-breakpoint
CREATE UNIQUE INDEX "acknowledgements_once" ON "acknowledgements" USING btree ("policy_version_id","person_id");--> statement-breakpoint
CREATE INDEX "acknowledgements_person" ON "acknowledgements" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_versions_number" ON "policy_versions" USING btree ("policy_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "rotations_one_open" ON "rotations" USING btree ("secret_id") WHERE state in ('due', 'prepared', 'blocked');--> statement-breakpoint
CREATE INDEX "rotations_account" ON "rotations" USING btree ("account_id","opened_at");--> statement-breakpoint
CREATE INDEX "rotations_state" ON "rotations" USING btree ("state","opened_at");--> statement-breakpoint
CREATE INDEX "causes_secret" ON "causes" USING btree ("secret_id","at");--> statement-breakpoint
CREATE INDEX "causes_subject" ON "causes" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "disclosures_person" ON "disclosures" USING btree ("person_id","secret_id");--> statement-breakpoint
CREATE INDEX "disclosures_version" ON "disclosures" USING btree ("version_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "secret_versions_number" ON "secret_versions" USING btree ("secret_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "secret_versions_current" ON "secret_versions" USING btree ("secret_id") WHERE state = 'current';--> statement-breakpoint
CREATE UNIQUE INDEX "secret_versions_pending" ON "secret_versions" USING btree ("secret_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "secret_versions_retired" ON "secret_versions" USING btree ("retired_at");--> statement-breakpoint
CREATE INDEX "secrets_account" ON "secrets" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "secrets_kind" ON "secrets" USING btree ("kind","value_set_at");--> statement-breakpoint
CREATE INDEX "invitations_person" ON "invitations" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "known_devices_person" ON "known_devices" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "recovery_codes_person" ON "recovery_codes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id","ended_at");--> statement-breakpoint
CREATE INDEX "tasks_assignee" ON "tasks" USING btree ("assignee_id","state","deadline_at");--> statement-breakpoint
CREATE INDEX "tasks_origin" ON "tasks" USING btree ("origin_id","state");--> statement-breakpoint
CREATE INDEX "tasks_secret" ON "tasks" USING btree ("secret_id","state");--> statement-breakpoint
CREATE INDEX "tasks_grant" ON "tasks" USING btree ("grant_id");--> statement-breakpoint
CREATE INDEX "tasks_account" ON "tasks" USING btree ("account_id","state");--> statement-breakpoint
CREATE INDEX "tasks_subject" ON "tasks" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "api_tokens_person" ON "api_tokens" USING btree ("person_id");