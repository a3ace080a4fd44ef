create trigger audit_details_no_delete before delete on audit_details
begin
  select raise(abort, 'audit_details: a detail is never removed');
end;
--> statement-breakpoint
create trigger withheld_events_no_update before update on withheld_events
begin
  select raise(abort, 'withheld_events: a withheld event is never edited');
end;
--> statement-breakpoint
create trigger withheld_events_no_delete before delete on withheld_events
begin
  select raise(abort, 'withheld_events: a withheld event is never removed');
end;
--> statement-breakpoint
create trigger audit_checkpoints_no_update before update on audit_checkpoints
begin
  select raise(abort, 'audit_checkpoints: a checkpoint is never edited');
end;
--> statement-breakpoint
create trigger audit_checkpoints_no_delete before delete on audit_checkpoints
begin
  select raise(abort, 'audit_checkpoints: a checkpoint is never removed');
end;
