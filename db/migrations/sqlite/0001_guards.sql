-- What no program may do, whatever its faults. The same rules, under the same names, stand in the other engine's file.
create trigger audit_events_no_update before update on audit_events
begin
  select raise(abort, 'audit_events: an audit event is never edited');
end;
--> statement-breakpoint
create trigger audit_events_no_delete before delete on audit_events
begin
  select raise(abort, 'audit_events: an audit event is never removed');
end;
--> statement-breakpoint
create trigger causes_no_update before update on causes
begin
  select raise(abort, 'causes: a cause is never edited');
end;
--> statement-breakpoint
create trigger causes_no_delete before delete on causes
begin
  select raise(abort, 'causes: a cause is never removed');
end;
--> statement-breakpoint
create trigger disclosures_no_update before update on disclosures
begin
  select raise(abort, 'disclosures: a disclosure is never edited');
end;
--> statement-breakpoint
create trigger disclosures_no_delete before delete on disclosures
begin
  select raise(abort, 'disclosures: a disclosure is never removed');
end;
--> statement-breakpoint
create trigger audit_details_no_update before update on audit_details
begin
  select raise(abort, 'audit_details: a detail is erased or kept, never edited');
end;
--> statement-breakpoint
create trigger grants_transition before update of state on grants
when old.state <> new.state and old.state || ' ' || new.state not in (
    'active ended', 'active closed', 'ended closed'
  )
begin
  select raise(abort, 'grants: this change of state is not allowed');
end;
--> statement-breakpoint
create trigger rotations_transition before update of state on rotations
when old.state <> new.state and old.state || ' ' || new.state not in (
    'due prepared', 'due blocked', 'due abandoned', 'prepared confirmed', 'prepared blocked', 'prepared abandoned', 'blocked due', 'blocked prepared', 'blocked abandoned'
  )
begin
  select raise(abort, 'rotations: this change of state is not allowed');
end;
--> statement-breakpoint
create trigger offboardings_transition before update of state on offboardings
when old.state <> new.state and old.state || ' ' || new.state not in (
    'scheduled cut', 'scheduled cancelled', 'cut completed', 'completed reopened', 'reopened completed'
  )
begin
  select raise(abort, 'offboardings: this change of state is not allowed');
end;
--> statement-breakpoint
create trigger tasks_transition before update of state on tasks
when old.state <> new.state and old.state || ' ' || new.state not in (
    'open waiting', 'open done', 'open excepted', 'waiting open', 'waiting done', 'waiting excepted', 'excepted open', 'excepted done'
  )
begin
  select raise(abort, 'tasks: this change of state is not allowed');
end;
--> statement-breakpoint
create trigger secret_versions_transition before update of state on secret_versions
when old.state <> new.state and old.state || ' ' || new.state not in (
    'pending current', 'pending retired', 'current retired', 'retired destroyed'
  )
begin
  select raise(abort, 'secret_versions: this change of state is not allowed');
end;
--> statement-breakpoint
create trigger employment_periods_stays_ended before update of ended_at on employment_periods
when old.ended_at is not null and new.ended_at is null
begin
  select raise(abort, 'employment_periods: what has ended stays ended');
end;
--> statement-breakpoint
create trigger people_stamp_grows before update of security_stamp on people
when new.security_stamp < old.security_stamp
begin
  select raise(abort, 'people: the security stamp never goes back');
end;
