CREATE TABLE `clock_readings` (
	`name` text PRIMARY KEY NOT NULL,
	`read_at` integer NOT NULL,
	`ran_for` integer NOT NULL,
	`stepped_by` integer
);
--> statement-breakpoint
ALTER TABLE `root_keys` ADD `retired_at` integer;--> statement-breakpoint
ALTER TABLE `signing_keys` ADD `retired_at` integer;--> statement-breakpoint
ALTER TABLE `signing_keys` ADD `handover` text;