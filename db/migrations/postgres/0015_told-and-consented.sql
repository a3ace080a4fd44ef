CREATE TABLE "service_consents" (
	"token_id" text collate "C" NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "service_consents_token_id_account_id_pk" PRIMARY KEY("token_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "signature_asks" (
	"version_id" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"reminded_at" bigint,
	CONSTRAINT "signature_asks_version_id_person_id_pk" PRIMARY KEY("version_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "email_set_at" bigint;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "email_set_by" text collate "C";--> statement-breakpoint
ALTER TABLE "service_consents" ADD CONSTRAINT "service_consents_token_id_api_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_consents" ADD CONSTRAINT "service_consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_consents" ADD CONSTRAINT "service_consents_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature_asks" ADD CONSTRAINT "signature_asks_version_id_policy_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."policy_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature_asks" ADD CONSTRAINT "signature_asks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "service_consents_account" ON "service_consents" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "signature_asks_person" ON "signature_asks" USING btree ("person_id");