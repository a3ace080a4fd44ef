create trigger service_disclosures_no_update before update on service_disclosures
begin
  select raise(abort, 'service_disclosures: a disclosure is never edited');
end;
--> statement-breakpoint
create trigger service_disclosures_no_delete before delete on service_disclosures
begin
  select raise(abort, 'service_disclosures: a disclosure is never removed');
end;
--> statement-breakpoint
create trigger services_stays_ended before update of ended_at on services
when old.ended_at is not null and new.ended_at is null
begin
  select raise(abort, 'services: what has ended stays ended');
end;
--> statement-breakpoint
create trigger service_grants_stays_ended before update of ended_at on service_grants
when old.ended_at is not null and new.ended_at is null
begin
  select raise(abort, 'service_grants: what has ended stays ended');
end;
