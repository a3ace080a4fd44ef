import { criticalities } from '#db/words.ts';
import { inGroups } from '#src/ground/fingerprint.ts';
import type { HeldMail } from '#src/ground/held-mail.ts';
import type { Problem } from '#src/ground/problem.ts';
import {
  Button,
  Callout,
  DotStatus,
  ErrorSummary,
  FactList,
  Form,
  FormFoot,
  fieldErrors,
  LinkButton,
  PageHead,
  type PageContext,
  Section,
  SelectInput,
  Sheet,
  TextInput,
  Time,
  TitleLine,
} from '#src/ui/index.ts';

export type SealFacts = {
  /** `left`: how many data keys a change of the root key has still to wrap anew. */
  vault: { state: 'open' | 'sealed'; location: string; rootKeyId: string | null; createdAt: number | null; left: number | null };
  /** The one in force first, then those before it. */
  signingKeys: readonly SigningKeyFacts[];
  anchor: string;
};

type SigningKeyFacts = { name: string; fingerprint: string; createdAt: number; retiredAt: number | null };

type MailFacts = { isSet: boolean; from: string; held: { rows: readonly HeldMail[]; count: number } };

type Props = {
  page: PageContext;
  problem: Problem | undefined;
  mayEdit: boolean;
  /** What is set, or what was typed when it was refused. */
  values: Readonly<Record<string, string>>;
  timeZones: readonly string[];
  seal: SealFacts;
  mail: MailFacts;
};

export function SettingsView(props: Props) {
  const { page, problem, seal, mail } = props;
  const t = page.t.settings;
  const labels = { name: t.name, timeZone: t.timeZone, locale: t.locale, ...t.days, secrets: t.alarmSecrets };
  return (
    <>
      <PageHead
        path={t.title}
        answer={t.answer({ sealed: seal.vault.state === 'sealed', mail: mail.isSet, held: mail.held.count })}
        soft={t.soft}
        actions={<LinkButton href="/settings/services">{page.t.services.title}</LinkButton>}
      />
      <ErrorSummary page={page} problem={problem} labels={labels} />
      <OrganisationSection {...props} />
      <PolicySection {...props} />
      <SecondPersonSection {...props} />
      <AlarmSection {...props} />
      <SignInResetSection {...props} />
      <SealSection page={page} seal={seal} />
      <MailSection page={page} mail={mail} />
    </>
  );
}

function OrganisationSection({ page, problem, mayEdit, values, timeZones }: Props) {
  const t = page.t.settings;
  const languages = page.t.shell.languageNames;
  if (!mayEdit) {
    const facts = [
      { label: t.name, value: values['name'] },
      { label: t.timeZone, value: values['timeZone'] },
      { label: t.locale, value: values['locale'] === 'nl' ? languages.nl : languages.en },
    ];
    return (
      <Section title={t.organisation}>
        <FactList facts={facts} />
      </Section>
    );
  }
  const errors = fieldErrors(page.t, problem);
  return (
    <Section title={t.organisation}>
      <Form page={page} action="/settings/organisation">
        <TextInput name="name" label={t.name} value={values['name']} error={errors['name']} autocomplete="organization" required />
        <SelectInput
          name="timeZone"
          label={t.timeZone}
          hint={t.timeZoneHint}
          options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          value={values['timeZone']}
          error={errors['timeZone']}
        />
        <SelectInput
          name="locale"
          label={t.locale}
          hint={t.localeHint}
          options={(['nl', 'en'] as const).map((locale) => ({ value: locale, label: languages[locale] }))}
          value={values['locale']}
          error={errors['locale']}
        />
        <FormFoot>
          <Button>{t.save}</Button>
        </FormFoot>
      </Form>
    </Section>
  );
}

function PolicySection({ page, problem, mayEdit, values }: Props) {
  const t = page.t.settings;
  const errors = fieldErrors(page.t, problem);
  if (!mayEdit) {
    const facts = criticalities.map((name) => ({ label: t.days[name], value: t.everyDays({ days: values[name] ?? '' }) }));
    return (
      <Section title={t.rotation} note={t.rotationNote}>
        <FactList facts={facts} />
      </Section>
    );
  }
  return (
    <Section title={t.rotation} note={t.rotationNote}>
      <Form page={page} action="/settings/rotation-policy">
        {criticalities.map((name) => (
          <TextInput type="number" name={name} label={t.days[name]} value={values[name]} error={errors[name]} min={1} max={3650} required />
        ))}
        <FormFoot remark={t.rotationHint}>
          <Button>{t.save}</Button>
        </FormFoot>
      </Form>
    </Section>
  );
}

/** How long whoever set somebody's address lets that somebody in only together with somebody else. */
function SecondPersonSection({ page, problem, mayEdit, values }: Props) {
  const t = page.t.settings;
  const errors = fieldErrors(page.t, problem);
  if (!mayEdit) {
    return (
      <Section title={t.secondPerson} note={t.secondPersonNote}>
        <FactList facts={[{ label: t.secondPersonDays, value: t.everyDays({ days: values['days'] ?? '' }) }]} />
      </Section>
    );
  }
  return (
    <Section title={t.secondPerson} note={t.secondPersonNote}>
      <Form page={page} action="/settings/second-person">
        <TextInput type="number" name="days" label={t.secondPersonDays} value={values['days']} error={errors['days']} min={1} max={365} required />
        <FormFoot remark={t.secondPersonHint}>
          <Button>{t.save}</Button>
        </FormFoot>
      </Form>
    </Section>
  );
}

function AlarmSection({ page, problem, mayEdit, values }: Props) {
  const t = page.t.settings;
  const errors = fieldErrors(page.t, problem);
  if (!mayEdit) {
    return (
      <Section title={t.alarm} note={t.alarmNote}>
        <FactList facts={[{ label: t.alarmSecrets, value: values['secrets'] }]} />
      </Section>
    );
  }
  return (
    <Section title={t.alarm} note={t.alarmNote}>
      <Form page={page} action="/settings/reveal-alarm">
        <TextInput type="number" name="secrets" label={t.alarmSecrets} value={values['secrets']} error={errors['secrets']} min={2} max={1000} required />
        <FormFoot remark={t.alarmHint}>
          <Button>{t.save}</Button>
        </FormFoot>
      </Form>
    </Section>
  );
}

/** How long somebody has to stop it when two people let them begin anew. */
function SignInResetSection({ page, problem, mayEdit, values }: Props) {
  const t = page.t.settings;
  if (!mayEdit) {
    return (
      <Section title={t.signInReset} note={t.signInResetNote}>
        <FactList facts={[{ label: t.signInResetHours, value: t.everyHours({ hours: values['hours'] ?? '' }) }]} />
      </Section>
    );
  }
  const error = fieldErrors(page.t, problem)['hours'];
  return (
    <Section title={t.signInReset} note={t.signInResetNote}>
      <Form page={page} action="/settings/sign-in-reset">
        <TextInput type="number" name="hours" label={t.signInResetHours} value={values['hours']} error={error} min={1} max={336} required />
        <FormFoot remark={t.signInResetHint}>
          <Button>{t.save}</Button>
        </FormFoot>
      </Form>
    </Section>
  );
}

function SealSection({ page, seal }: { page: PageContext; seal: SealFacts }) {
  const t = page.t.settings;
  const { vault, signingKeys } = seal;
  const [signingKey = null] = signingKeys;
  const facts = [
    { label: t.vaultState, value: <DotStatus dot={vault.state === 'open' ? 'order' : 'late'}>{t.vault[vault.state]}</DotStatus> },
    { label: t.rootKey, value: <code>{vault.location}</code> },
    { label: t.rootKeyMade, value: vault.createdAt === null ? t.notYet : <Time f={page.f} at={vault.createdAt} /> },
    { label: t.rootKeyId, value: vault.rootKeyId === null ? t.notYet : <code>{vault.rootKeyId}</code> },
    ...(vault.left === null ? [] : [{ label: t.rootKeyChange, value: <DotStatus dot="waits">{t.rootKeyLeft({ left: vault.left })}</DotStatus> }]),
    { label: t.signingKey, value: signingKey === null ? t.notYet : t.signingKeyNamed({ name: signingKey.name }) },
    { label: t.fingerprint, value: signingKey === null ? t.notYet : <code>{inGroups(signingKey.fingerprint)}</code> },
    { label: t.anchor, value: <code>{seal.anchor}</code> },
  ];
  return (
    <Section title={t.seal} id="vault">
      <Callout {...(vault.state === 'sealed' ? { tone: 'late' as const } : {})}>{vault.state === 'sealed' ? t.sealedAdvice : t.custodyAdvice}</Callout>
      <FactList facts={facts} />
      {signingKeys.length > 1 && <SigningKeys page={page} keys={signingKeys} />}
    </Section>
  );
}

/** Whoever noted one of them long ago finds it here whole. */
function SigningKeys({ page, keys }: { page: PageContext; keys: readonly SigningKeyFacts[] }) {
  const t = page.t.settings.keys;
  return (
    <Sheet
      caption={t.caption}
      columns={[{ label: t.name }, { label: t.from }, { label: t.until }]}
      rows={keys.map(({ name, fingerprint, createdAt, retiredAt }) => ({
        cells: [
          <TitleLine title={name} below={inGroups(fingerprint)} />,
          <Time f={page.f} at={createdAt} />,
          retiredAt === null ? <DotStatus dot="order">{t.inForce}</DotStatus> : <Time f={page.f} at={retiredAt} />,
        ],
      }))}
      foot={t.foot}
    />
  );
}

function MailSection({ page, mail }: { page: PageContext; mail: MailFacts }) {
  const t = page.t.settings;
  const { rows, count } = mail.held;
  const columns = [{ label: t.columns.recipient }, { label: t.columns.subject }, { label: t.columns.since }, { label: t.columns.state }];
  return (
    <Section title={t.mail} id="mail">
      {!mail.isSet && <Callout tone="needs">{t.mailNotSet}</Callout>}
      <FactList
        facts={[
          { label: t.mailFrom, value: mail.from },
          { label: t.mailHeld, value: page.f.number(count) },
        ]}
      />
      {rows.length > 0 && (
        <Sheet
          caption={t.heldCaption}
          columns={columns}
          rows={rows.map((row) => ({
            cells: [
              <TitleLine title={row.recipient} below={row.address ?? t.noAddress} />,
              t.subjects[row.template],
              <Time f={page.f} at={row.since} />,
              <DotStatus dot={row.gaveUp ? 'late' : 'waits'}>{row.gaveUp ? t.gaveUp : t.waiting}</DotStatus>,
            ],
          }))}
          foot={count > rows.length ? t.oldestOf({ shown: rows.length, count }) : undefined}
        />
      )}
    </Section>
  );
}
