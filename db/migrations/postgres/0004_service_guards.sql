create trigger service_disclosures_no_update before update on service_disclosures
for each row
execute function refuse('service_disclosures: a disclosure is never edited');
--> statement-breakpoint
create trigger service_disclosures_no_delete before delete or truncate on service_disclosures
for each statement
execute function refuse('service_disclosures: a disclosure is never removed');
--> statement-breakpoint
create trigger services_stays_ended before update of ended_at on services
for each row
when (old.ended_at is not null and new.ended_at is null)
execute function refuse('services: what has ended stays ended');
--> statement-breakpoint
create trigger service_grants_stays_ended before update of ended_at on service_grants
for each row
when (old.ended_at is not null and new.ended_at is null)
execute function refuse('service_grants: what has ended stays ended');
