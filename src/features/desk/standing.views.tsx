import { ActForm, Button, type PageContext, Section } from '#src/ui/index.ts';
import type { PersonPage } from './people.service.ts';

type Props = { page: PageContext; about: PersonPage };

/** Away for long: what that means, and the one act that changes it. */
export function AbsenceSection({ page, about: { person, absentSince } }: Props) {
  const { t, f } = page;
  const away = absentSince !== null;
  return (
    <Section title={t.desk.absence}>
      <p>{away ? t.desk.absentText({ day: f.date(absentSince) }) : t.desk.presentText}</p>
      <ActForm page={page} action={`/people/${person.id}/absence`} fields={{ absent: away ? 'no' : 'yes' }}>
        <Button>{away ? t.desk.endAbsence : t.desk.beginAbsence}</Button>
      </ActForm>
    </Section>
  );
}
