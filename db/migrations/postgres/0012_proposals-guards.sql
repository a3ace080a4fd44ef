create trigger proposals_transition before update of state on proposals
for each row
when (old.state <> new.state and old.state || ' ' || new.state not in (
    'open confirmed', 'open dismissed', 'open overtaken'
  ))
execute function refuse('proposals: this change of state is not allowed');
--> statement-breakpoint
create trigger proposals_no_delete before delete or truncate on proposals
for each statement
execute function refuse('proposals: a proposal is decided, never removed');
