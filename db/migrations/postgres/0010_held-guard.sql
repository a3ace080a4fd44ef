update people set absent_since = updated_at where state = 'absent';
--> statement-breakpoint
drop trigger offboardings_transition on offboardings;
--> statement-breakpoint
create trigger offboardings_transition before update of state on offboardings
for each row
when (old.state <> new.state and old.state || ' ' || new.state not in (
    'held scheduled', 'held cancelled', 'scheduled held', 'scheduled cut', 'scheduled cancelled', 'cut completed', 'completed reopened', 'reopened completed'
  ))
execute function refuse('offboardings: this change of state is not allowed');
