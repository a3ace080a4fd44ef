-- What no program may do, whatever its faults. The same rules, under the same names, stand in the other engine's file.
create function refuse() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0];
end
$$;
--> statement-breakpoint
create trigger audit_events_no_update before update on audit_events
for each row
execute function refuse('audit_events: an audit event is never edited');
--> statement-breakpoint
create trigger audit_events_no_delete before delete or truncate on audit_events
for each statement
execute function refuse('audit_events: an audit event is never removed');
--> statement-breakpoint
create trigger causes_no_update before update on causes
for each row
execute function refuse('causes: a cause is never edited');
--> statement-breakpoint
create trigger causes_no_delete before delete or truncate on causes
for each statement
execute function refuse('causes: a cause is never removed');
--> statement-breakpoint
create trigger disclosures_no_update before update on disclosures
for each row
execute function refuse('disclosures: a disclosure is never edited');
--> statement-breakpoint
create trigger disclosures_no_delete before delete or truncate on disclosures
for each statement
execute function refuse('disclosures: a disclosure is never removed');
--> statement-breakpoint
create trigger audit_details_no_update before update on audit_details
for each row
execute function refuse('audit_details: a detail is erased or kept, never edited');
--> statement-breakpoint
create trigger grants_transition before update of state on grants
for each row
when (old.state <> new.state and old.state || ' ' || new.state not in (
    'active ended', 'active closed', 'ended closed'
  ))
execute function refuse('grants: this change of state is not allowed');
--> statement-breakpoint
create trigger rotations_transition before update of state on rotations
for each row
when (old.state <> new.state and old.state || ' ' || new.state not in (
    'due prepared', 'due blocked', 'due abandoned', 'prepared confirmed', 'prepared blocked', 'prepared abandoned', 'blocked due', 'blocked prepared', 'blocked abandoned'
  ))
execute function refuse('rotations: this change of state is not allowed');
--> statement-breakpoint
create trigger offboardings_transition before update of state on offboardings
for each row
when (old.state <> new.state and old.state || ' ' || new.state not in (
    'scheduled cut', 'scheduled cancelled', 'cut completed', 'completed reopened', 'reopened completed'
  ))
execute function refuse('offboardings: this change of state is not allowed');
--> statement-breakpoint
create trigger tasks_transition before update of state on tasks
for each row
when (old.state <> new.state and old.state || ' ' || new.state not in (
    'open waiting', 'open done', 'open excepted', 'waiting open', 'waiting done', 'waiting excepted', 'excepted open', 'excepted done'
  ))
execute function refuse('tasks: this change of state is not allowed');
--> statement-breakpoint
create trigger secret_versions_transition before update of state on secret_versions
for each row
when (old.state <> new.state and old.state || ' ' || new.state not in (
    'pending current', 'pending retired', 'current retired', 'retired destroyed'
  ))
execute function refuse('secret_versions: this change of state is not allowed');
--> statement-breakpoint
create trigger employment_periods_stays_ended before update of ended_at on employment_periods
for each row
when (old.ended_at is not null and new.ended_at is null)
execute function refuse('employment_periods: what has ended stays ended');
--> statement-breakpoint
create trigger people_stamp_grows before update of security_stamp on people
for each row
when (new.security_stamp < old.security_stamp)
execute function refuse('people: the security stamp never goes back');
