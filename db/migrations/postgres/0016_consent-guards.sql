create trigger service_consents_no_update before update on service_consents
for each row
execute function refuse('service_consents: a consent is never edited');
--> statement-breakpoint
create trigger service_consents_no_delete before delete or truncate on service_consents
for each statement
execute function refuse('service_consents: a consent is never removed');
