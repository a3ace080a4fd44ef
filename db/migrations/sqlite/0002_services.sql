CREATE TABLE `service_grants` (
	`id` text PRIMARY KEY NOT NULL,
	`service_id` text NOT NULL,
	`account_id` text NOT NULL,
	`level` text NOT NULL,
	`reason` text NOT NULL,
	`granted_by` text NOT NULL,
	`starts_at` integer NOT NULL,
	`expires_at` integer,
	`ended_at` integer,
	`ended_by` text,
	`ended_because` text,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `service_grants_account` ON `service_grants` (`account_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `service_grants_service` ON `service_grants` (`service_id`,`ended_at`);--> statement-breakpoint
CREATE TABLE `service_disclosures` (
	`id` text PRIMARY KEY NOT NULL,
	`service_id` text NOT NULL,
	`secret_id` text NOT NULL,
	`version_id` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`service_id`) REFERENCES `services`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`secret_id`) REFERENCES `secrets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `secret_versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `service_disclosures_service` ON `service_disclosures` (`service_id`,`secret_id`);--> statement-breakpoint
CREATE INDEX `service_disclosures_version` ON `service_disclosures` (`version_id`,`service_id`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`token_id` text NOT NULL,
	`request_key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`event_id` text NOT NULL,
	`status` integer,
	`answer` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`token_id`, `request_key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_at` ON `idempotency_keys` (`at`);--> statement-breakpoint
CREATE TABLE `services` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`purpose` text NOT NULL,
	`responsible_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`responsible_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `services_name` ON `services` (`name_key`);--> statement-breakpoint
CREATE INDEX `services_responsible` ON `services` (`responsible_id`);--> statement-breakpoint
CREATE INDEX `api_tokens_creator` ON `api_tokens` (`created_by`);--> statement-breakpoint
ALTER TABLE `api_tokens` DROP COLUMN `service_name`;