CREATE TABLE "service_grants" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_id" text collate "C" NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"level" text NOT NULL,
	"reason" text NOT NULL,
	"granted_by" text collate "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"expires_at" bigint,
	"ended_at" bigint,
	"ended_by" text collate "C",
	"ended_because" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "service_disclosures" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_id" text collate "C" NOT NULL,
	"secret_id" text collate "C" NOT NULL,
	"version_id" text collate "C" NOT NULL,
	"reason" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"token_id" text collate "C" NOT NULL,
	"request_key" text collate "C" NOT NULL,
	"fingerprint" text collate "C" NOT NULL,
	"event_id" text collate "C" NOT NULL,
	"status" bigint,
	"answer" text,
	"at" bigint NOT NULL,
	CONSTRAINT "idempotency_keys_token_id_request_key_pk" PRIMARY KEY("token_id","request_key")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"purpose" text NOT NULL,
	"responsible_id" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
ALTER TABLE "service_grants" ADD CONSTRAINT "service_grants_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_grants" ADD CONSTRAINT "service_grants_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_disclosures" ADD CONSTRAINT "service_disclosures_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_disclosures" ADD CONSTRAINT "service_disclosures_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_disclosures" ADD CONSTRAINT "service_disclosures_version_id_secret_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."secret_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_responsible_id_people_id_fk" FOREIGN KEY ("responsible_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "service_grants_account" ON "service_grants" USING btree ("account_id","ended_at");--> statement-breakpoint
CREATE INDEX "service_grants_service" ON "service_grants" USING btree ("service_id","ended_at");--> statement-breakpoint
CREATE INDEX "service_disclosures_service" ON "service_disclosures" USING btree ("service_id","secret_id");--> statement-breakpoint
CREATE INDEX "service_disclosures_version" ON "service_disclosures" USING btree ("version_id","service_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_at" ON "idempotency_keys" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "services_name" ON "services" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "services_responsible" ON "services" USING btree ("responsible_id");--> statement-breakpoint
CREATE INDEX "api_tokens_creator" ON "api_tokens" USING btree ("created_by");--> statement-breakpoint
ALTER TABLE "api_tokens" DROP COLUMN "service_name";