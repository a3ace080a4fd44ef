CREATE TABLE "reveal_alarms" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"looks" bigint NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rotations" ADD COLUMN "attested_at" bigint;--> statement-breakpoint
ALTER TABLE "rotations" ADD COLUMN "attested_by" text collate "C";--> statement-breakpoint
ALTER TABLE "secret_versions" ADD COLUMN "folded_fingerprint" text collate "C";--> statement-breakpoint
ALTER TABLE "reveal_alarms" ADD CONSTRAINT "reveal_alarms_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reveal_alarms_person" ON "reveal_alarms" USING btree ("person_id","at");--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_attested_by_people_id_fk" FOREIGN KEY ("attested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disclosures_looks" ON "disclosures" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "secret_versions_fingerprint" ON "secret_versions" USING btree ("fingerprint");--> statement-breakpoint
CREATE INDEX "secret_versions_folded" ON "secret_versions" USING btree ("folded_fingerprint");