CREATE TABLE `alarmed_accounts` (
	`alarm_id` text NOT NULL,
	`account_id` text NOT NULL,
	PRIMARY KEY(`alarm_id`, `account_id`),
	FOREIGN KEY (`alarm_id`) REFERENCES `reveal_alarms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `alarmed_accounts_account` ON `alarmed_accounts` (`account_id`);--> statement-breakpoint
ALTER TABLE `reveal_alarms` ADD `service_id` text REFERENCES services(id);--> statement-breakpoint
CREATE INDEX `reveal_alarms_at` ON `reveal_alarms` (`at`);--> statement-breakpoint
CREATE INDEX `audit_events_looks` ON `audit_events` (`actor_id`,`at`) WHERE event in ('secret.shown', 'secret.code-shown');