CREATE TABLE `withheld_events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`event` text NOT NULL,
	`subject_id` text,
	`body` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `withheld_events_id_unique` ON `withheld_events` (`id`);--> statement-breakpoint
CREATE INDEX `withheld_events_subject` ON `withheld_events` (`subject_id`,`seq`);