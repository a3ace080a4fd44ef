CREATE TABLE `service_consents` (
	`token_id` text NOT NULL,
	`account_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`token_id`, `account_id`),
	FOREIGN KEY (`token_id`) REFERENCES `api_tokens`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `service_consents_account` ON `service_consents` (`account_id`);--> statement-breakpoint
CREATE TABLE `signature_asks` (
	`version_id` text NOT NULL,
	`person_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`reminded_at` integer,
	PRIMARY KEY(`version_id`, `person_id`),
	FOREIGN KEY (`version_id`) REFERENCES `policy_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `signature_asks_person` ON `signature_asks` (`person_id`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `address` text;--> statement-breakpoint
ALTER TABLE `people` ADD `email_set_at` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `email_set_by` text;