create trigger service_consents_no_update before update on service_consents
begin
  select raise(abort, 'service_consents: a consent is never edited');
end;
--> statement-breakpoint
create trigger service_consents_no_delete before delete on service_consents
begin
  select raise(abort, 'service_consents: a consent is never removed');
end;
