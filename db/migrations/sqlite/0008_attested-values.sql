CREATE TABLE `reveal_alarms` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`looks` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reveal_alarms_person` ON `reveal_alarms` (`person_id`,`at`);--> statement-breakpoint
ALTER TABLE `rotations` ADD `attested_at` integer;--> statement-breakpoint
ALTER TABLE `rotations` ADD `attested_by` text REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `secret_versions` ADD `folded_fingerprint` text;--> statement-breakpoint
CREATE INDEX `secret_versions_fingerprint` ON `secret_versions` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `secret_versions_folded` ON `secret_versions` (`folded_fingerprint`);--> statement-breakpoint
CREATE INDEX `disclosures_looks` ON `disclosures` (`person_id`,`at`);