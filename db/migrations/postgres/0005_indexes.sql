DROP INDEX "secrets_account";--> statement-breakpoint
CREATE INDEX "grants_origin" ON "grants" USING btree ("origin_id");--> statement-breakpoint
CREATE INDEX "accounts_status" ON "accounts" USING btree ("status");--> statement-breakpoint
CREATE INDEX "offices_deputies" ON "offices" USING btree ("account_id") WHERE office = 'deputy' and to_at is null;--> statement-breakpoint
CREATE INDEX "digests_day" ON "digests" USING btree ("local_day");--> statement-breakpoint
CREATE INDEX "offboarding_proposals_period" ON "offboarding_proposals" USING btree ("period_id","state");--> statement-breakpoint
CREATE INDEX "offboarding_proposals_person" ON "offboarding_proposals" USING btree ("person_id","state");--> statement-breakpoint
CREATE INDEX "offboardings_completed" ON "offboardings" USING btree ("state","completed_at","id");--> statement-breakpoint
CREATE INDEX "employment_periods_person" ON "employment_periods" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "rotations_secret" ON "rotations" USING btree ("secret_id","state");--> statement-breakpoint
CREATE INDEX "disclosures_secret" ON "disclosures" USING btree ("secret_id","at");--> statement-breakpoint
CREATE INDEX "secret_versions_set_by" ON "secret_versions" USING btree ("set_by");--> statement-breakpoint
CREATE INDEX "tasks_unfinished" ON "tasks" USING btree ("deadline_at","id") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "secrets_account" ON "secrets" USING btree ("account_id","kind");