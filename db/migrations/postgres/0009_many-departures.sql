CREATE TABLE "sign_in_resets" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"state" text NOT NULL,
	"asked_by" text collate "C" NOT NULL,
	"confirmed_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"ready_at" bigint NOT NULL,
	"decided_at" bigint,
	"decided_by" text collate "C"
);
--> statement-breakpoint
ALTER TABLE "offboardings" ADD COLUMN "reopened_because" text;--> statement-breakpoint
ALTER TABLE "offboardings" ADD COLUMN "hastened_at" bigint;--> statement-breakpoint
ALTER TABLE "offboardings" ADD COLUMN "reinstated_at" bigint;--> statement-breakpoint
ALTER TABLE "offboardings" ADD COLUMN "reinstated_by" text collate "C";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "absent_since" bigint;--> statement-breakpoint
ALTER TABLE "sign_in_resets" ADD CONSTRAINT "sign_in_resets_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sign_in_resets_once" ON "sign_in_resets" USING btree ("person_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "sign_in_resets_ready" ON "sign_in_resets" USING btree ("state","ready_at");--> statement-breakpoint
CREATE INDEX "sign_in_resets_person" ON "sign_in_resets" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "offboardings_created" ON "offboardings" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "offboardings_hastened" ON "offboardings" USING btree ("hastened_at");