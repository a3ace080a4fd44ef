create trigger proposals_transition before update of state on proposals
when old.state <> new.state and old.state || ' ' || new.state not in (
    'open confirmed', 'open dismissed', 'open overtaken'
  )
begin
  select raise(abort, 'proposals: this change of state is not allowed');
end;
--> statement-breakpoint
create trigger proposals_no_delete before delete on proposals
begin
  select raise(abort, 'proposals: a proposal is decided, never removed');
end;
