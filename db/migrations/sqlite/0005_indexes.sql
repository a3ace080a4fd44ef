DROP INDEX `secrets_account`;--> statement-breakpoint
CREATE INDEX `secrets_account` ON `secrets` (`account_id`,`kind`);--> statement-breakpoint
CREATE INDEX `grants_origin` ON `grants` (`origin_id`);--> statement-breakpoint
CREATE INDEX `accounts_status` ON `accounts` (`status`);--> statement-breakpoint
CREATE INDEX `offices_deputies` ON `offices` (`account_id`) WHERE office = 'deputy' and to_at is null;--> statement-breakpoint
CREATE INDEX `digests_day` ON `digests` (`local_day`);--> statement-breakpoint
CREATE INDEX `offboarding_proposals_period` ON `offboarding_proposals` (`period_id`,`state`);--> statement-breakpoint
CREATE INDEX `offboarding_proposals_person` ON `offboarding_proposals` (`person_id`,`state`);--> statement-breakpoint
CREATE INDEX `offboardings_completed` ON `offboardings` (`state`,`completed_at`,`id`);--> statement-breakpoint
CREATE INDEX `employment_periods_person` ON `employment_periods` (`person_id`,`id`);--> statement-breakpoint
CREATE INDEX `rotations_secret` ON `rotations` (`secret_id`,`state`);--> statement-breakpoint
CREATE INDEX `disclosures_secret` ON `disclosures` (`secret_id`,`at`);--> statement-breakpoint
CREATE INDEX `secret_versions_set_by` ON `secret_versions` (`set_by`);--> statement-breakpoint
CREATE INDEX `tasks_unfinished` ON `tasks` (`deadline_at`,`id`) WHERE state <> 'done';