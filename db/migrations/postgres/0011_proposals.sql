CREATE TABLE "proposals" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" text collate "C",
	"person_id" text collate "C",
	"detail" text NOT NULL,
	"why" text NOT NULL,
	"origin_id" text collate "C",
	"once_key" text collate "C" NOT NULL,
	"proposed_by" text collate "C" NOT NULL,
	"proposed_by_person" text collate "C",
	"state" text NOT NULL,
	"ready_at" bigint,
	"created_at" bigint NOT NULL,
	"decided_at" bigint,
	"decided_by" text collate "C",
	"overtaken_because" text collate "C"
);
--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_proposed_by_person_people_id_fk" FOREIGN KEY ("proposed_by_person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "proposals_once" ON "proposals" USING btree ("once_key") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "proposals_open" ON "proposals" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "proposals_origin" ON "proposals" USING btree ("origin_id","state");--> statement-breakpoint
CREATE INDEX "proposals_account" ON "proposals" USING btree ("account_id","state");--> statement-breakpoint
CREATE INDEX "proposals_person" ON "proposals" USING btree ("person_id","state");