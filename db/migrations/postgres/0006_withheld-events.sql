CREATE TABLE "withheld_events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"event" text collate "C" NOT NULL,
	"subject_id" text collate "C",
	"body" text NOT NULL,
	"hash" text collate "C" NOT NULL,
	CONSTRAINT "withheld_events_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE INDEX "withheld_events_subject" ON "withheld_events" USING btree ("subject_id","seq");