CREATE TABLE "clock_readings" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"read_at" bigint NOT NULL,
	"ran_for" bigint NOT NULL,
	"stepped_by" bigint
);
--> statement-breakpoint
ALTER TABLE "root_keys" ADD COLUMN "retired_at" bigint;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "retired_at" bigint;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "handover" text;