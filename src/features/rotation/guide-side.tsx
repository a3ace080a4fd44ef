import { Section } from '#src/ui/head.tsx';
import { Callout, FactList } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import type { RotationDetails } from './details.ts';

/** Why now, until when, who hears of it, what to mind. */
export function GuideSide({ page, details }: { page: PageContext; details: RotationDetails }) {
  const { t, f, locale } = page;
  const { rotation: say } = t;
  const pitfalls = details.platform.pitfalls.filter((pitfall) => pitfall.tasks.includes(details.secret.kind === 'totp' ? 'reenrol-2fa' : 'change-password'));
  const facts = [
    ...(details.dueAt === null ? [] : [{ label: say.dueBy, value: f.moment(details.dueAt) }]),
    ...(details.performer ? [{ label: say.performer, value: details.performer }] : []),
    { label: say.lastSet, value: details.secret.valueSetAt === null ? t.shell.unknown : f.shortDay(details.secret.valueSetAt) },
  ];
  return (
    <>
      <Section title={say.whyNow}>
        <p>{why(page, details)}</p>
        <FactList facts={facts} />
      </Section>
      {details.rotation.state !== 'abandoned' && (
        <Section title={say.heardBy}>
          <p>{heard(page, details.told)}</p>
        </Section>
      )}
      {pitfalls.length > 0 && (
        <Section title={say.pitfalls}>
          {pitfalls.map((pitfall) => (
            <Callout {...(pitfall.severity === 'block' ? { tone: 'needs' } : {})}>{pitfall.text[locale]}</Callout>
          ))}
        </Section>
      )}
    </>
  );
}

function why({ t, f }: PageContext, details: RotationDetails): string {
  const { rotation: say } = t;
  if (details.causes.length > 0) return say.whyCause({ causes: f.list(details.causes.map((cause) => say.cause[cause])) });
  if (details.ageDays === null) return say.whyAgeUnknown;
  if (details.secret.kind === 'password') return say.whyAge({ days: details.ageDays, limit: details.limitDays }, f);
  return say.whyNone;
}

function heard({ t, f }: PageContext, names: readonly string[]): string {
  const [only] = names;
  if (only === undefined) return t.rotation.heardNobody;
  return names.length === 1 ? t.rotation.heardOne({ name: only }) : t.rotation.heardText({ names: f.list(names) });
}
