import { secretKinds } from '#db/words.ts';
import { findPlatform, isPersonal } from '#src/features/platforms/index.ts';
import type { OneTimeCode } from '#src/features/secrets/index.ts';
import type { Problem } from '#src/ground/problem.ts';
import { daysBetween } from '#src/ground/time.ts';
import {
  ActForm,
  Button,
  Callout,
  ClosedValue,
  CodeValue,
  ConditionStrip,
  Form,
  LinkButton,
  PageHead,
  type PageContext,
  Panel,
  PanelRow,
  problemText,
  SecretValue,
  Section,
  TextInput,
} from '#src/ui/index.ts';
import type { AccountPage, SecretLine } from './account.service.ts';

type PanelProps = { page: PageContext; account: AccountPage; reason?: string | undefined };

/** The closed secrets of the account, and in the foot what still stands before them. */
export function SecretsSection({ page, account, reason }: PanelProps) {
  const { t } = page;
  const { secrets } = account;
  return (
    <Section title={t.secrets.title} id="secrets">
      {account.toConfirm.map(({ rotationId, by, kind }) => (
        <Callout tone="needs">
          {t.secrets.toConfirm({ by, what: t.rotation.ofKind[kind] })} <a href={`/rotations/${rotationId}`}>{t.secrets.tryAndConfirm}</a>
        </Callout>
      ))}
      <Panel foot={<Foot page={page} account={account} reason={reason} />}>
        {secrets.map((line) => (
          <SecretRow page={page} account={account} line={line} reason={reason} />
        ))}
      </Panel>
      <Upkeep page={page} account={account} />
    </Section>
  );
}

/** What keeps the secrets in order; nothing for somebody who only uses them. */
function Upkeep({ page, account }: PanelProps) {
  const { t } = page;
  const { may, secrets } = account;
  if (!may.rotate && !may.keep) return null;
  const base = `/accounts/${account.account.id}/secrets`;
  // Where people enter with a profile of their own, there is no password of the company to add or to change.
  const own = isPersonal(account.account.platform);
  const rotatable = own ? [] : secrets.filter((line) => line.secret.kind !== 'note');
  const kinds = secretKinds.filter((kind) => kind === 'note' || !(own || secrets.some((line) => line.secret.kind === kind)));
  return (
    <div class="kh-buttons">
      {may.rotate && rotatable.map((line) => <RotateButton page={page} line={line} />)}
      {may.keep &&
        secrets
          .filter((line) => !line.hasValue && !(own && line.secret.kind !== 'note'))
          .map((line) => (
            <LinkButton href={`${base}/${line.secret.id}/value`} small about={nameOf(page, line)}>
              {t.secrets.typeIn}
            </LinkButton>
          ))}
      {may.keep &&
        kinds.map((kind) => (
          <LinkButton href={`${base}/new?kind=${kind}`} small>
            {t.secrets.add[kind]}
          </LinkButton>
        ))}
    </div>
  );
}

function RotateButton({ page, line }: { page: PageContext; line: SecretLine }) {
  return (
    <ActForm page={page} action="/rotations" fields={{ secretId: line.secret.id }}>
      <Button small about={line.secret.label ?? ''}>
        {line.secret.kind === 'totp' ? page.t.secrets.rotateFactor : page.t.secrets.rotatePassword}
      </Button>
    </ActForm>
  );
}

export function nameOf({ t }: PageContext, { secret }: SecretLine): string {
  return secret.label ?? t.secrets.kind[secret.kind];
}

type RowProps = PanelProps & { line: SecretLine; opened?: Opened; problem?: Problem | undefined };
export type Opened = { value: string } | OneTimeCode;

/** One secret: closed, open for a while, or with the sentence that says why it stays closed. */
export function SecretRow({ page, account, line, reason, opened, problem }: RowProps) {
  const id = line.secret.id;
  return (
    <PanelRow
      id={`secret-${id}`}
      label={nameOf(page, line)}
      value={<Value page={page} line={line} opened={opened} />}
      below={problem ? <Refusal page={page} account={account} problem={problem} /> : <Below page={page} line={line} />}
      actions={<Acts page={page} account={account} line={line} reason={reason} />}
    />
  );
}

function Value({ page, line, opened }: { page: PageContext; line: SecretLine; opened: Opened | undefined }) {
  const id = `value-${line.secret.id}`;
  if (opened && 'value' in opened) return <SecretValue value={opened.value} id={id} />;
  if (opened) return <CodeValue page={page} shown={opened} id={id} />;
  if (!line.hasValue) return <span>{page.t.secrets.noValue}</span>;
  return <ClosedValue label={page.t.secrets.hidden({ kind: nameOf(page, line) })} />;
}

/** Both ask the vault, also while the value stands there: what is copied is never older than the press of the button, and the log knows of it. */
function Acts({ page, account, line, reason }: PanelProps & { line: SecretLine }) {
  const { t } = page;
  const { secret } = line;
  const isCode = secret.kind === 'totp';
  if (!line.hasValue || !(isCode ? account.may.code : account.may.reveal)) return null;
  const action = `/accounts/${account.account.id}/secrets/${secret.id}/${isCode ? 'codes' : 'reveals'}`;
  const how = (value: 'shown' | 'copied') => (isCode ? {} : { name: 'how', value });
  const about = nameOf(page, line);
  return (
    <ActForm page={page} action={action} swap={{ target: `#secret-${secret.id}` }} fields={reason ? { reason } : {}}>
      <Button small about={about} {...how('shown')}>
        {isCode ? t.secrets.code : t.shell.act.show}
      </Button>
      <Button small about={about} {...how('copied')} copies>
        {t.shell.act.copy}
      </Button>
    </ActForm>
  );
}

function Below({ page, line }: { page: PageContext; line: SecretLine }) {
  const { t, f } = page;
  const { secret, setAt, setBy, due } = line;
  const age = setAt === null ? t.secrets.ageUnknown : t.secrets.age({ days: Math.max(0, daysBetween(setAt, f.now, f.timeZone)) }, f);
  const facts = [secret.kind === 'password' && age, setBy && t.secrets.setBy({ name: setBy })];
  if (due?.why === 'cause') facts.push(t.secrets.mustChange);
  else if (due) facts.push(due.at <= f.now ? t.secrets.overdue({ span: f.due(due.at) }) : t.secrets.dueOn({ due: f.due(due.at) }));
  return <>{facts.filter(Boolean).join(', ')}</>;
}

function Refusal({ page, account, problem }: { page: PageContext; account: AccountPage; problem: Problem }) {
  const { t } = page;
  const { policyId } = account.missing;
  return (
    <span class="kh-error" role="alert" data-focus tabindex={-1}>
      {t.secrets.refused} {problemText(t, problem)}
      {problem.code === 'permission.acknowledgement' && policyId && (
        <>
          {' '}
          <a href={`/policies/${policyId}`}>{t.secrets.toPolicy}</a>
        </>
      )}
    </span>
  );
}

function Foot({ page, account, reason }: PanelProps) {
  const { t } = page;
  const { secrets, missing, may } = account;
  const id = account.account.id;
  const platform = findPlatform(account.account.platform);
  if (secrets.length === 0) {
    return (
      <ConditionStrip>
        {platform && isPersonal(platform.id)
          ? t.secrets.ownProfile({ platform: platform.name })
          : [t.secrets.none, may.keep && t.secrets.noneHint].filter(Boolean).join(' ')}
      </ConditionStrip>
    );
  }
  if (!missing.isBack) return <ConditionStrip>{t.secrets.away}</ConditionStrip>;
  if (!may.code) return <ConditionStrip>{t.secrets.notYours}</ConditionStrip>;
  const lacking = [
    missing.needsPolicy && (
      <p>
        {missing.policyId ? t.secrets.policyMissing : t.secrets.noPolicy}{' '}
        {missing.policyId && <a href={`/policies/${missing.policyId}`}>{t.secrets.toPolicy}</a>}
      </p>
    ),
    missing.needsFactor && (
      <p>
        {t.secrets.factorMissing} <a href={`/step-up?next=${encodeURIComponent(`/accounts/${id}`)}`}>{t.secrets.toFactor}</a>
      </p>
    ),
    missing.needsReason && !reason && (
      <Form page={page} action={`/accounts/${id}/reason`} swap={{ target: '#secrets' }}>
        <TextInput name="reason" label={t.secrets.reason} placeholder={t.secrets.reasonExample} hint={t.secrets.reasonHint} autocomplete="off" required />
        <Button>{t.secrets.reasonAct}</Button>
      </Form>
    ),
  ].filter(Boolean);
  if (lacking.length > 0) return <ConditionStrip>{lacking}</ConditionStrip>;
  return (
    <ConditionStrip>
      {reason && (
        <p>
          {t.secrets.reasonGiven({ reason })}. <a href={`/accounts/${id}`}>{t.secrets.otherReason}</a>
        </p>
      )}
      <p>{t.secrets.logged}</p>
    </ConditionStrip>
  );
}

/** Without a script: the value on a page of its own, and the way back. */
export function ShownView({ page, account, line, reason, opened }: RowProps & { opened: Opened }) {
  const { t } = page;
  const id = account.account.id;
  const path = [{ label: t.shell.nav.accounts, href: '/accounts' }, { label: account.title, href: `/accounts/${id}` }, { label: nameOf(page, line) }];
  return (
    <>
      <PageHead
        path={path}
        answer={'value' in opened ? t.secrets.shownAnswer : t.secrets.codeAnswer}
        actions={<LinkButton href={`/accounts/${id}`}>{t.shell.act.back}</LinkButton>}
      />
      <Panel>
        <SecretRow page={page} account={account} line={line} reason={reason} opened={opened} />
      </Panel>
    </>
  );
}
