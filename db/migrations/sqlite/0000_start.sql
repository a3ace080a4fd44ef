CREATE TABLE `grants` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`level` text,
	`person_id` text,
	`team_id` text,
	`platform_role` text,
	`entrance` text,
	`state` text NOT NULL,
	`unsure` integer NOT NULL,
	`reason` text,
	`origin` text NOT NULL,
	`origin_id` text,
	`granted_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`expires_at` integer,
	`verified_at` integer,
	`verified_by` text,
	`ended_at` integer,
	`ended_by` text,
	`ended_because` text,
	`closed_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "grants_one_holder" CHECK(("grants"."person_id" is null) <> ("grants"."team_id" is null)),
	CONSTRAINT "grants_level" CHECK(("grants"."kind" = 'shared-login') = ("grants"."level" is not null))
);
--> statement-breakpoint
CREATE INDEX `grants_account` ON `grants` (`account_id`,`state`);--> statement-breakpoint
CREATE INDEX `grants_person` ON `grants` (`person_id`,`state`);--> statement-breakpoint
CREATE INDEX `grants_team` ON `grants` (`team_id`,`state`);--> statement-breakpoint
CREATE INDEX `grants_expires` ON `grants` (`expires_at`);--> statement-breakpoint
CREATE TABLE `account_words` (
	`word` text NOT NULL,
	`account_id` text NOT NULL,
	PRIMARY KEY(`word`, `account_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_words_account` ON `account_words` (`account_id`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`handle` text NOT NULL,
	`handle_key` text NOT NULL,
	`url` text,
	`brand` text,
	`region` text,
	`purpose` text,
	`criticality` text NOT NULL,
	`status` text NOT NULL,
	`sort_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_handle` ON `accounts` (`platform`,`handle_key`);--> statement-breakpoint
CREATE INDEX `accounts_sort` ON `accounts` (`sort_key`,`id`);--> statement-breakpoint
CREATE INDEX `accounts_criticality` ON `accounts` (`criticality`,`sort_key`,`id`);--> statement-breakpoint
CREATE INDEX `accounts_platform` ON `accounts` (`platform`,`sort_key`,`id`);--> statement-breakpoint
CREATE TABLE `offices` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`person_id` text NOT NULL,
	`office` text NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer,
	`ended_because` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "offices_order" CHECK("offices"."to_at" is null or "offices"."to_at" >= "offices"."from_at")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `offices_one_owner` ON `offices` (`account_id`) WHERE ("offices"."office" = 'owner' and "offices"."to_at" is null);--> statement-breakpoint
CREATE UNIQUE INDEX `offices_once` ON `offices` (`account_id`,`person_id`) WHERE "offices"."to_at" is null;--> statement-breakpoint
CREATE INDEX `offices_person` ON `offices` (`person_id`,`to_at`);--> statement-breakpoint
CREATE INDEX `offices_account` ON `offices` (`account_id`,`from_at`);--> statement-breakpoint
CREATE TABLE `audit_checkpoints` (
	`seq` integer PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	`signing_key_id` text NOT NULL,
	`signature` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_details` (
	`event_id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`salt` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`event` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`via` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text,
	`body` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_events_id_unique` ON `audit_events` (`id`);--> statement-breakpoint
CREATE INDEX `audit_events_subject` ON `audit_events` (`subject_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_events_actor` ON `audit_events` (`actor_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_events_event` ON `audit_events` (`event`,`seq`);--> statement-breakpoint
CREATE TABLE `job_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `job_runs_name` ON `job_runs` (`name`,`started_at`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`fence` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `import_files` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`data_key_id` text NOT NULL,
	`sealed` blob NOT NULL,
	`uploaded_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`data_key_id`) REFERENCES `data_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `data_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`root_key_id` text NOT NULL,
	`wrapped` blob,
	`created_at` integer NOT NULL,
	`destroyed_at` integer,
	FOREIGN KEY (`root_key_id`) REFERENCES `root_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `data_keys_root` ON `data_keys` (`root_key_id`);--> statement-breakpoint
CREATE TABLE `root_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`check_value` blob NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`public_key` blob NOT NULL,
	`fingerprint` text NOT NULL,
	`data_key_id` text NOT NULL,
	`sealed` blob NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`data_key_id`) REFERENCES `data_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signing_keys_name_unique` ON `signing_keys` (`name`);--> statement-breakpoint
CREATE TABLE `digests` (
	`person_id` text NOT NULL,
	`local_day` text NOT NULL,
	`outbox_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `local_day`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`template` text NOT NULL,
	`recipient_id` text NOT NULL,
	`data` text NOT NULL,
	`token_key_id` text,
	`sealed_token` blob,
	`once` text,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`last_error` text,
	`message_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	FOREIGN KEY (`recipient_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_once_unique` ON `outbox` (`once`);--> statement-breakpoint
CREATE INDEX `outbox_queue` ON `outbox` (`state`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `outbox_recipient` ON `outbox` (`recipient_id`);--> statement-breakpoint
CREATE TABLE `reminders` (
	`secret_id` text NOT NULL,
	`due_on` text NOT NULL,
	`stage` text NOT NULL,
	`outcome` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`secret_id`, `due_on`, `stage`)
);
--> statement-breakpoint
CREATE TABLE `certificates` (
	`id` text PRIMARY KEY NOT NULL,
	`offboarding_id` text NOT NULL,
	`number` text NOT NULL,
	`body` text NOT NULL,
	`signature` text NOT NULL,
	`signing_key_id` text NOT NULL,
	`issued_at` integer NOT NULL,
	`first_event` integer NOT NULL,
	`last_event` integer NOT NULL,
	`superseded_at` integer,
	FOREIGN KEY (`offboarding_id`) REFERENCES `offboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`signing_key_id`) REFERENCES `signing_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `certificates_number_unique` ON `certificates` (`number`);--> statement-breakpoint
CREATE INDEX `certificates_case` ON `certificates` (`offboarding_id`,`issued_at`);--> statement-breakpoint
CREATE TABLE `offboarding_holdings` (
	`id` text PRIMARY KEY NOT NULL,
	`offboarding_id` text NOT NULL,
	`account_id` text NOT NULL,
	`held` text NOT NULL,
	`tier` text,
	`grant_id` text,
	`secret_id` text,
	`successor_id` text,
	`via_team` integer NOT NULL,
	`safe_since` integer,
	FOREIGN KEY (`offboarding_id`) REFERENCES `offboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`successor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `offboarding_holdings_case` ON `offboarding_holdings` (`offboarding_id`);--> statement-breakpoint
CREATE TABLE `offboarding_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`period_id` text NOT NULL,
	`effective_at` integer NOT NULL,
	`source` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`period_id`) REFERENCES `employment_periods`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `offboarding_proposals_once` ON `offboarding_proposals` (`period_id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `offboarding_proposals_open` ON `offboarding_proposals` (`state`,`effective_at`);--> statement-breakpoint
CREATE TABLE `offboardings` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`person_id` text NOT NULL,
	`period_id` text NOT NULL,
	`state` text NOT NULL,
	`effective_at` integer NOT NULL,
	`reason` text,
	`announced_at` integer,
	`announced_by` text,
	`confidant_id` text,
	`started_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`cut_at` integer,
	`cut_by` text,
	`counts` text,
	`completed_at` integer,
	`cancelled_at` integer,
	`cancelled_by` text,
	`reopened_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`period_id`) REFERENCES `employment_periods`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confidant_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `offboardings_number_unique` ON `offboardings` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `offboardings_once` ON `offboardings` (`period_id`) WHERE state <> 'cancelled';--> statement-breakpoint
CREATE INDEX `offboardings_person` ON `offboardings` (`person_id`);--> statement-breakpoint
CREATE INDEX `offboardings_due` ON `offboardings` (`state`,`effective_at`);--> statement-breakpoint
CREATE TABLE `employment_periods` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`started_on` text,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `employment_periods_open` ON `employment_periods` (`person_id`) WHERE "employment_periods"."ended_at" is null;--> statement-breakpoint
CREATE TABLE `organisations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `organisations_nameKey_unique` ON `organisations` (`name_key`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`given_name` text NOT NULL,
	`name_particle` text,
	`family_name` text NOT NULL,
	`display_name` text NOT NULL,
	`sort_key` text NOT NULL,
	`email` text,
	`email_key` text,
	`employee_number` text,
	`job_title` text,
	`department` text,
	`manager_id` text,
	`state` text NOT NULL,
	`locale` text NOT NULL,
	`security_stamp` integer NOT NULL,
	`ends_at` integer,
	`responder` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_emailKey_unique` ON `people` (`email_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_employeeNumber_unique` ON `people` (`employee_number`);--> statement-breakpoint
CREATE INDEX `people_sort` ON `people` (`sort_key`,`id`);--> statement-breakpoint
CREATE INDEX `people_state` ON `people` (`state`,`sort_key`,`id`);--> statement-breakpoint
CREATE INDEX `people_manager` ON `people` (`manager_id`);--> statement-breakpoint
CREATE INDEX `people_ends` ON `people` (`ends_at`);--> statement-breakpoint
CREATE INDEX `people_organisation` ON `people` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `person_words` (
	`word` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`word`, `person_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `person_words_person` ON `person_words` (`person_id`);--> statement-breakpoint
CREATE TABLE `roles` (
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`given_at` integer NOT NULL,
	`given_by` text NOT NULL,
	PRIMARY KEY(`person_id`, `role`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `roles_role` ON `roles` (`role`);--> statement-breakpoint
CREATE TABLE `team_memberships` (
	`id` text PRIMARY KEY NOT NULL,
	`team_id` text NOT NULL,
	`person_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "team_memberships_order" CHECK("team_memberships"."to_at" is null or "team_memberships"."to_at" >= "team_memberships"."from_at")
);
--> statement-breakpoint
CREATE INDEX `team_memberships_team` ON `team_memberships` (`team_id`,`from_at`);--> statement-breakpoint
CREATE INDEX `team_memberships_person` ON `team_memberships` (`person_id`,`from_at`);--> statement-breakpoint
CREATE TABLE `teams` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `teams_nameKey_unique` ON `teams` (`name_key`);--> statement-breakpoint
CREATE TABLE `acknowledgements` (
	`id` text PRIMARY KEY NOT NULL,
	`policy_version_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`policy_version_id`) REFERENCES `policy_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `acknowledgements_once` ON `acknowledgements` (`policy_version_id`,`person_id`);--> statement-breakpoint
CREATE INDEX `acknowledgements_person` ON `acknowledgements` (`person_id`);--> statement-breakpoint
CREATE TABLE `policies` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policies_slug_unique` ON `policies` (`slug`);--> statement-breakpoint
CREATE TABLE `policy_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`policy_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`title_nl` text NOT NULL,
	`title_en` text NOT NULL,
	`body_nl` text NOT NULL,
	`body_en` text NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	`published_by` text,
	FOREIGN KEY (`policy_id`) REFERENCES `policies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_versions_number` ON `policy_versions` (`policy_id`,`number`);--> statement-breakpoint
CREATE TABLE `rotations` (
	`id` text PRIMARY KEY NOT NULL,
	`secret_id` text NOT NULL,
	`account_id` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`opened_by` text NOT NULL,
	`performer_id` text,
	`candidate_id` text,
	`prepared_at` integer,
	`closed_at` integer,
	`closed_by` text,
	`because` text,
	`evidence_kind` text,
	FOREIGN KEY (`secret_id`) REFERENCES `secrets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`performer_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`candidate_id`) REFERENCES `secret_versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rotations_one_open` ON `rotations` (`secret_id`) WHERE state in ('due', 'prepared', 'blocked');--> statement-breakpoint
CREATE INDEX `rotations_account` ON `rotations` (`account_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `rotations_state` ON `rotations` (`state`,`opened_at`);--> statement-breakpoint
CREATE TABLE `causes` (
	`id` text PRIMARY KEY NOT NULL,
	`secret_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text,
	`origin_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`secret_id`) REFERENCES `secrets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subject_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `causes_secret` ON `causes` (`secret_id`,`at`);--> statement-breakpoint
CREATE INDEX `causes_subject` ON `causes` (`subject_id`);--> statement-breakpoint
CREATE TABLE `disclosures` (
	`id` text PRIMARY KEY NOT NULL,
	`secret_id` text NOT NULL,
	`version_id` text NOT NULL,
	`person_id` text NOT NULL,
	`how` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`secret_id`) REFERENCES `secrets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `secret_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `disclosures_person` ON `disclosures` (`person_id`,`secret_id`);--> statement-breakpoint
CREATE INDEX `disclosures_version` ON `disclosures` (`version_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `secret_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`secret_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`origin` text NOT NULL,
	`data_key_id` text NOT NULL,
	`sealed` blob,
	`fingerprint` text NOT NULL,
	`parameters` text,
	`created_by` text NOT NULL,
	`set_by` text,
	`created_at` integer NOT NULL,
	`set_at` integer,
	`retired_at` integer,
	`destroyed_at` integer,
	FOREIGN KEY (`secret_id`) REFERENCES `secrets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`data_key_id`) REFERENCES `data_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `secret_versions_number` ON `secret_versions` (`secret_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `secret_versions_current` ON `secret_versions` (`secret_id`) WHERE state = 'current';--> statement-breakpoint
CREATE UNIQUE INDEX `secret_versions_pending` ON `secret_versions` (`secret_id`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `secret_versions_retired` ON `secret_versions` (`retired_at`);--> statement-breakpoint
CREATE TABLE `secrets` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`label` text,
	`value_set_at` integer,
	`not_due_before` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `secrets_account` ON `secrets` (`account_id`);--> statement-breakpoint
CREATE INDEX `secrets_kind` ON `secrets` (`kind`,`value_set_at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`person_id` text,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`expires_at` integer NOT NULL,
	`redeemed_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_tokenHash_unique` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `invitations_person` ON `invitations` (`person_id`);--> statement-breakpoint
CREATE TABLE `known_devices` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `known_devices_tokenHash_unique` ON `known_devices` (`token_hash`);--> statement-breakpoint
CREATE INDEX `known_devices_person` ON `known_devices` (`person_id`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recovery_codes_person` ON `recovery_codes` (`person_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`stage` text NOT NULL,
	`security_stamp` integer NOT NULL,
	`device` text,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`factor_at` integer,
	`ended_at` integer,
	`ended_because` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_tokenHash_unique` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`,`ended_at`);--> statement-breakpoint
CREATE TABLE `sign_ins` (
	`person_id` text PRIMARY KEY NOT NULL,
	`password_hash` text NOT NULL,
	`password_set_at` integer NOT NULL,
	`seed_key_id` text,
	`sealed_seed` blob,
	`last_step` integer NOT NULL,
	`confirmed_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seed_key_id`) REFERENCES `data_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `throttles` (
	`bucket` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`last_failure_at` integer NOT NULL,
	`blocked_until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text
);
--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`origin_kind` text NOT NULL,
	`origin_id` text NOT NULL,
	`account_id` text,
	`secret_id` text,
	`grant_id` text,
	`subject_id` text,
	`assignee_id` text,
	`risk` integer NOT NULL,
	`created_at` integer NOT NULL,
	`deadline_at` integer NOT NULL,
	`sla_at` integer NOT NULL,
	`waits_until` integer,
	`waits_for_task_id` text,
	`closed_at` integer,
	`closed_by` text,
	`evidence_kind` text,
	`evidence` text,
	`exception_reason` text,
	`exception_approved_by` text,
	`exception_until` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`secret_id`) REFERENCES `secrets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subject_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignee_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tasks_assignee` ON `tasks` (`assignee_id`,`state`,`deadline_at`);--> statement-breakpoint
CREATE INDEX `tasks_origin` ON `tasks` (`origin_id`,`state`);--> statement-breakpoint
CREATE INDEX `tasks_secret` ON `tasks` (`secret_id`,`state`);--> statement-breakpoint
CREATE INDEX `tasks_grant` ON `tasks` (`grant_id`);--> statement-breakpoint
CREATE INDEX `tasks_account` ON `tasks` (`account_id`,`state`);--> statement-breakpoint
CREATE INDEX `tasks_subject` ON `tasks` (`subject_id`);--> statement-breakpoint
CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`service_name` text,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`hint` text NOT NULL,
	`scopes` text NOT NULL,
	`security_stamp` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`last_used_at` integer,
	`factor_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_tokenHash_unique` ON `api_tokens` (`token_hash`);--> statement-breakpoint
CREATE INDEX `api_tokens_person` ON `api_tokens` (`person_id`);