import { Choice, type PageContext, TextInput } from '#src/ui/index.ts';
import type { Candidate } from './find.service.ts';

type PickerProps = {
  page: PageContext;
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  typed?: string | undefined;
  chosenId?: string | undefined;
  /** Offered when what was typed could mean several people. */
  candidates: readonly Candidate[];
};

/** One of thousands of people: typed by name, address or number; several who fit are offered to choose from. */
export function PersonPicker({ page, name, label, hint, error, required = false, typed, chosenId, candidates }: PickerProps) {
  const several = candidates.length > 1;
  return (
    <>
      <TextInput name={name} label={label} hint={hint} error={error} required={required} value={typed} autocomplete="off" />
      {several && (
        <Choice
          name={`${name}Id`}
          value={chosenId}
          legend={page.t.access.several({ typed: typed ?? '' })}
          options={candidates.map((each) => ({ value: each.id, label: each.name, text: each.below }))}
        />
      )}
    </>
  );
}
