CREATE TABLE "alarmed_accounts" (
	"alarm_id" text collate "C" NOT NULL,
	"account_id" text collate "C" NOT NULL,
	CONSTRAINT "alarmed_accounts_alarm_id_account_id_pk" PRIMARY KEY("alarm_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "reveal_alarms" ADD COLUMN "service_id" text collate "C";--> statement-breakpoint
ALTER TABLE "alarmed_accounts" ADD CONSTRAINT "alarmed_accounts_alarm_id_reveal_alarms_id_fk" FOREIGN KEY ("alarm_id") REFERENCES "public"."reveal_alarms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarmed_accounts" ADD CONSTRAINT "alarmed_accounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alarmed_accounts_account" ON "alarmed_accounts" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "reveal_alarms" ADD CONSTRAINT "reveal_alarms_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_looks" ON "audit_events" USING btree ("actor_id","at") WHERE event in ('secret.shown', 'secret.code-shown');--> statement-breakpoint
CREATE INDEX "reveal_alarms_at" ON "reveal_alarms" USING btree ("at");