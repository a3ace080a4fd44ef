CREATE TABLE `sign_in_resets` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`state` text NOT NULL,
	`asked_by` text NOT NULL,
	`confirmed_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ready_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_in_resets_once` ON `sign_in_resets` (`person_id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `sign_in_resets_ready` ON `sign_in_resets` (`state`,`ready_at`);--> statement-breakpoint
CREATE INDEX `sign_in_resets_person` ON `sign_in_resets` (`person_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `offboardings` ADD `reopened_because` text;--> statement-breakpoint
ALTER TABLE `offboardings` ADD `hastened_at` integer;--> statement-breakpoint
ALTER TABLE `offboardings` ADD `reinstated_at` integer;--> statement-breakpoint
ALTER TABLE `offboardings` ADD `reinstated_by` text;--> statement-breakpoint
CREATE INDEX `offboardings_created` ON `offboardings` (`created_at`);--> statement-breakpoint
CREATE INDEX `offboardings_hastened` ON `offboardings` (`hastened_at`);--> statement-breakpoint
ALTER TABLE `people` ADD `absent_since` integer;