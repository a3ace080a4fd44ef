create trigger audit_details_no_delete before delete or truncate on audit_details
for each statement
execute function refuse('audit_details: a detail is never removed');
--> statement-breakpoint
create trigger withheld_events_no_update before update on withheld_events
for each row
execute function refuse('withheld_events: a withheld event is never edited');
--> statement-breakpoint
create trigger withheld_events_no_delete before delete or truncate on withheld_events
for each statement
execute function refuse('withheld_events: a withheld event is never removed');
--> statement-breakpoint
create trigger audit_checkpoints_no_update before update on audit_checkpoints
for each row
execute function refuse('audit_checkpoints: a checkpoint is never edited');
--> statement-breakpoint
create trigger audit_checkpoints_no_delete before delete or truncate on audit_checkpoints
for each statement
execute function refuse('audit_checkpoints: a checkpoint is never removed');
