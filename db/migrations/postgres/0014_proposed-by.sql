ALTER TABLE "offboarding_proposals" ADD COLUMN "proposed_by" text collate "C";--> statement-breakpoint
ALTER TABLE "offboarding_proposals" ADD COLUMN "reason" text;