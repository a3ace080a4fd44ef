import { shortFingerprint } from '#src/ground/fingerprint.ts';
import type { Child } from 'hono/jsx';
import { LinkButton } from '#src/ui/form.tsx';
import { Section } from '#src/ui/head.tsx';
import { Mark } from '#src/ui/icons.tsx';
import { Callout, FactList } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet } from '#src/ui/sheet.tsx';
import type { CertificateBody, CertifiedAccount } from './certificate.rules.ts';
import { taskTitle } from './words.tsx';

export type CertificateProps = { page: PageContext; offboardingId: string; certificate: CertificateBody; signature: string; superseded: boolean };

/** One sheet of paper, made from the signed text alone. Times are absolute and name their zone: it will be read in years. */
export function CertificatePage(props: CertificateProps) {
  const { page, certificate, superseded } = props;
  const { t, f } = page;
  const says = t.offboarding.certificate;
  const at = Date.parse(certificate.effectiveAt);
  const { summary } = certificate;
  const name = certificate.person.name;
  return (
    <article class="kh-paper">
      <header class="kh-paper-head">
        <span>
          <Mark /> {t.shell.product}
        </span>
        <h1 class="kh-path">{says.title({ number: certificate.number })}</h1>
      </header>
      {superseded && <Callout tone="late">{says.supersededBy}</Callout>}
      <p class="kh-answer">{says.headline({ name, day: f.date(at), time: f.time(at), proven: summary.proven, exceptions: summary.exceptions })}</p>
      <p class="kh-soft-line">
        {says.soft({
          grants: certificate.ended.grants,
          secrets: summary.secretsReplaced,
          exceptions: summary.exceptions,
          took: f.duration(Date.parse(certificate.completedAt) - Date.parse(certificate.cutAt)),
        })}
      </p>
      <Facts {...props} />
      <Held {...props} />
      <Exceptions {...props} />
      <Proof {...props} />
      <footer class="kh-paper-foot">
        <span>{says.noSecret({ organisation: certificate.organisation })}</span>
        <span>{certificate.replaces === null ? says.replacesNone : says.replaces({ number: certificate.replaces })}</span>
      </footer>
    </article>
  );
}

function Facts({ page, certificate }: CertificateProps) {
  const { t, f } = page;
  const says = t.offboarding.certificate;
  const { person, ended } = certificate;
  const moment = (iso: string) => `${f.dateTime(Date.parse(iso))} (${iso.slice(11, 19)} UTC)`;
  const by: Record<string, string> = t.offboarding.case.by;
  return (
    <FactList
      facts={[
        {
          label: says.person,
          value: says.employed({ name: person.name, from: f.date(Date.parse(person.employedFrom)), to: f.date(Date.parse(person.employedTo)) }),
        },
        { label: says.accessEnded, value: moment(certificate.effectiveAt) },
        { label: says.cutRecorded, value: `${moment(certificate.cutAt)}, ${by[certificate.cutBy] ?? certificate.cutBy}` },
        { label: says.completed, value: moment(certificate.completedAt) },
        { label: says.atTheCut, value: t.offboarding.case.counts(ended) },
      ]}
    />
  );
}

function Held({ page, certificate }: CertificateProps) {
  const says = page.t.offboarding.certificate;
  if (certificate.accounts.length === 0) return null;
  return (
    <Section title={says.whatWasHeld}>
      <Sheet
        plain
        caption={says.whatWasHeld}
        columns={[{ label: says.account }, { label: says.held }, { label: says.cleanUp }, { label: says.provenBy }, { label: says.on, end: true }]}
        rows={certificate.accounts.map((account) => ({ cells: cellsOf(page, account) }))}
      />
    </Section>
  );
}

function cellsOf(page: PageContext, account: CertifiedAccount): Child[] {
  const { t, f } = page;
  const says = t.offboarding.certificate;
  const kinds: Record<string, string> = { ...t.shell.kind.grant, ...t.shell.kind.office };
  const secrets: Record<string, string> = t.shell.kind.secret;
  const done: Record<string, string | ((p: { secret: string }) => string)> = says.done;
  const proofs = account.proofs.map((proof) => {
    const text = done[proof.kind] ?? proof.kind;
    return typeof text === 'string' ? text : text({ secret: secrets[proof.secretKind ?? ''] ?? t.tasks.secret });
  });
  const never = account.neverOpened.map((kind) => says.neverOpened({ what: secrets[kind] ?? kind }));
  const moved = account.movedTo === null ? [] : [says.movedTo({ name: account.movedTo })];
  const exception = account.outcome === 'exception' ? [says.seeException] : [];
  const cleanUp = [...proofs, ...moved, ...never, ...exception];
  const last = account.proofs.map((proof) => Date.parse(proof.at)).toSorted((a, b) => b - a)[0];
  const who = [...new Set(account.proofs.map((proof) => wordOf(page, proof)))];
  return [
    account.title,
    account.held.map((kind) => kinds[kind] ?? kind).join(', '),
    cleanUp.length === 0 ? says.closedByVault : cleanUp.join('; '),
    // What an exception stands for is proven by nobody.
    who.length > 0 ? who.join(', ') : account.outcome === 'exception' ? '–' : says.byVault,
    last === undefined ? '' : `${f.shortDay(last)} ${f.time(last)}`,
  ];
}

/** How many people stand for it: a new value on a critical account is set by one and tried by another. */
function wordOf({ t }: PageContext, { kind, by, confirmedBy }: CertifiedAccount['proofs'][number]): string {
  const says = t.offboarding.certificate;
  if (kind !== 'rotate' || confirmedBy === undefined) return by;
  return confirmedBy === null ? says.byOne({ by }) : says.byTwo({ by, confirmedBy });
}

function Exceptions({ page, certificate }: CertificateProps) {
  const { t, f } = page;
  const says = t.offboarding.certificate;
  if (certificate.exceptions.length === 0) return null;
  return (
    <Section title={says.exceptionsTitle}>
      {certificate.exceptions.map((one) => (
        <p>
          {says.exception({
            account: one.title,
            task: taskTitle(page, { kind: one.kind, subjectName: certificate.person.name }),
            because: one.because,
            by: one.approvedBy,
            until: one.until === null ? '' : f.date(Date.parse(one.until)),
          })}
        </p>
      ))}
    </Section>
  );
}

function Proof({ page, certificate, signature, offboardingId }: CertificateProps) {
  const { t, f } = page;
  const says = t.offboarding.certificate;
  const { first, last } = certificate.auditRange;
  const number = certificate.number;
  return (
    <>
      <FactList
        facts={[
          { label: says.auditRange, value: says.events({ first: f.number(first.seq), last: f.number(last.seq) }) },
          { label: says.issued, value: `${f.dateTime(Date.parse(certificate.issuedAt))} (${certificate.issuedAt.slice(11, 19)} UTC)` },
          {
            label: says.signingKey,
            value: <code>{`${certificate.keyName} · ${shortFingerprint(certificate.fingerprint.replaceAll(' ', ''))} · Ed25519`}</code>,
          },
          { label: says.signature, value: <code class="kh-break">{signature}</code> },
          {
            label: says.check,
            value: <code>{`./keyholder verify ${number}.json --key "${shortFingerprint(certificate.fingerprint.replaceAll(' ', ''))}"`}</code>,
          },
        ]}
      />
      <p class="kh-buttons kh-screen-only">
        <LinkButton href={`/offboardings/${offboardingId}/certificate.json?number=${number}`} download>
          {says.download}
        </LinkButton>
      </p>
    </>
  );
}
