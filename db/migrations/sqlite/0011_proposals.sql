CREATE TABLE `proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`account_id` text,
	`person_id` text,
	`detail` text NOT NULL,
	`why` text NOT NULL,
	`origin_id` text,
	`once_key` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_by_person` text,
	`state` text NOT NULL,
	`ready_at` integer,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`overtaken_because` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by_person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `proposals_once` ON `proposals` (`once_key`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `proposals_open` ON `proposals` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `proposals_origin` ON `proposals` (`origin_id`,`state`);--> statement-breakpoint
CREATE INDEX `proposals_account` ON `proposals` (`account_id`,`state`);--> statement-breakpoint
CREATE INDEX `proposals_person` ON `proposals` (`person_id`,`state`);