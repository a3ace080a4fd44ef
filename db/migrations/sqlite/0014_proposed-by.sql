ALTER TABLE `offboarding_proposals` ADD `proposed_by` text;--> statement-breakpoint
ALTER TABLE `offboarding_proposals` ADD `reason` text;