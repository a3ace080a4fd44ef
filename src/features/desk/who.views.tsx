import type { Path } from '#src/features/access/index.ts';
import { findPlatform, isPersonal } from '#src/features/platforms/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { day, localDay } from '#src/ground/time.ts';
import { ActForm, Button, Callout, DotStatus, type Dot, Empty, type Format, PathList, type PageContext, Section, TextInput, Time } from '#src/ui/index.ts';
import { arranged, type Entrant, isLeaving, needsProof, type Stand, standOf, type WhoCanGetIn } from './account.rules.ts';
import type { AccountPage } from './account.service.ts';

type WhoProps = { page: PageContext; account: AccountPage; who: WhoCanGetIn };

/** Every person who can get in, with a line for each way. */
export function WhoSection({ page, account, who }: WhoProps) {
  const { t, f } = page;
  const paths = who.people.reduce((sum, entrant) => sum + entrant.paths.length, 0);
  const everybody = arranged(who.people);
  const [shown, rest] = [everybody.slice(0, mostShown), everybody.slice(mostShown)];
  return (
    <Section title={t.access.who} note={t.access.whoNote({ people: who.count, paths }, f)} id="who">
      {who.people.length === 0 ? (
        <Empty title={t.access.emptyTitle}>{who.officeOpens ? t.access.emptyText : t.access.emptyTextRoles}</Empty>
      ) : (
        <People page={page} account={account} entrants={shown} />
      )}
      {rest.length > 0 && (
        <details class="kh-more">
          <summary>{t.access.morePeople({ people: rest.length }, f)}</summary>
          <People page={page} account={account} entrants={rest} />
        </details>
      )}
      <OfficeOnly page={page} account={account} who={who} />
      <BusFactor page={page} who={who} />
      <AsOf page={page} account={account} />
    </Section>
  );
}

/** As many as somebody reads; the others are one press away. */
const mostShown = 50;

function People({ page, account, entrants }: { page: PageContext; account: AccountPage; entrants: readonly Entrant[] }) {
  const { t } = page;
  const acts = account.on === null && account.may.give;
  return (
    <PathList
      caption={t.access.caption}
      columns={[
        { label: t.access.person },
        { label: t.access.way, bare: true },
        { label: t.access.last, wide: true },
        { label: t.access.stand, bare: true },
        ...(acts ? [{ label: t.access.act, hidden: true, narrow: true, end: true, corner: true }] : []),
      ]}
      groups={entrants.map((entrant) => ({
        head: <PersonName account={account} person={entrant.person} />,
        below: belowName(page, account, entrant),
        lines: entrant.paths.map((path) => [
          wayOf(page, account, path),
          lastOf(page, account, entrant.person.id, path),
          <PathStand page={page} account={account} entrant={entrant} path={path} />,
          ...(acts ? [<EndLink page={page} account={account} entrant={entrant} path={path} />] : []),
        ]),
      }))}
    />
  );
}

function PersonName({ account, person }: { account: AccountPage; person: Entrant['person'] }) {
  return account.may.people ? <a href={`/people/${person.id}`}>{person.name}</a> : person.name;
}

function belowName({ t, f }: PageContext, account: AccountPage, { person, paths }: Entrant) {
  const moment = account.on ?? f.now;
  if (person.endsAt !== null && person.endsAt <= moment) return t.access.left({ moment: f.moment(person.endsAt) });
  if (isLeaving(person, moment) && person.endsAt !== null) return t.access.leaves({ moment: f.moment(person.endsAt) });
  const office = paths.find((path) => path.office !== null)?.office;
  const away = person.state === 'absent' && account.on === null && t.access.away;
  if (office) return [t.access[office], away].filter(Boolean).join(', ');
  const team = paths.find((path) => path.team !== null)?.team;
  return [account.agencies.get(person.organisationId), team && t.access.team({ team }), away].filter(Boolean).join(', ');
}

/** "Login · show", "Role · content administrator". */
function wayOf({ t }: PageContext, account: AccountPage, path: Path) {
  // Where everybody signs in as themselves there is no login to hold: what an office gives is the say.
  if (path.kind === 'office' && isPersonal(account.account.platform)) return <span>{capital(t.access.say)}</span>;
  const kinds: Readonly<Record<string, string>> = { ...t.shell.kind.grant, ...t.access.kind };
  const role = path.kind === 'platform-role' ? (path.platformRole ?? t.shell.unknown) : path.platformRole;
  const rest = path.level ? t.shell.kind.level[path.level] : role;
  const name = kinds[path.kind] ?? path.kind;
  return (
    <span>
      {capital(name)}
      {rest && <span class="kh-soft"> · {rest}</span>}
    </span>
  );
}

function lastOf({ t, f }: PageContext, account: AccountPage, personId: string, path: Path) {
  const seen = account.lastSeen.get(personId);
  if (!needsProof(path) && seen !== undefined && account.on === null) {
    return (
      <Time f={f} at={seen}>
        {f.ago(seen)}
      </Time>
    );
  }
  if (path.verifiedAt !== null)
    return (
      <Time f={f} at={path.verifiedAt}>
        {t.access.checked({ day: f.briefDay(path.verifiedAt) })}
      </Time>
    );
  return (
    <Time f={f} at={path.since}>
      {t.access.since({ day: f.briefDay(path.since) })}
    </Time>
  );
}

const dots: Record<Stand, Dot> = { stays: 'order', until: 'order', ends: 'needs', check: 'needs', old: 'needs', unproven: 'late', knows: 'late' };

function PathStand({ page, account, entrant, path }: { page: PageContext; account: AccountPage; entrant: Entrant; path: Path }) {
  const { t, f } = page;
  const stand = standOf(path, entrant.person, account.on ?? f.now);
  const secret = account.secrets.find((line) => line.secret.id === path.secretId)?.secret.kind ?? 'password';
  const words: Record<Stand, string> = {
    stays: t.access.stays,
    until: path.expiresAt === null ? t.access.stays : t.access.until({ day: f.briefDay(path.expiresAt) }),
    ends: t.access.ends({ day: dayWord(f, entrant.person.endsAt ?? f.now) }),
    check: t.access.check,
    old: t.access.old({ day: f.briefDay(path.verifiedAt ?? path.since) }),
    unproven: t.access.unproven,
    knows: (path.throughService ? t.access.knowsByService : t.access.knows)({ secret: t.secrets.ofKind[secret] }),
  };
  const status = <DotStatus dot={dots[stand]}>{words[stand]}</DotStatus>;
  const mayCheck = account.on === null && account.may.give && path.grantId !== null && entrant.person.id !== account.me;
  if (!mayCheck || (stand !== 'check' && stand !== 'old')) return status;
  return (
    <div class="kh-with-act">
      {status}
      <ActForm page={page} action={`/accounts/${account.account.id}/grants/${path.grantId}/verification`}>
        <Button small about={entrant.person.name}>
          {t.access.markChecked}
        </Button>
      </ActForm>
    </div>
  );
}

function EndLink({ page, account, entrant, path }: { page: PageContext; account: AccountPage; entrant: Entrant; path: Path }) {
  if (path.grantId === null || path.state === 'ended') return null;
  return (
    <a class="kh-row-act" href={`/accounts/${account.account.id}/grants/${path.grantId}/ending`}>
      {page.t.access.end}
      <span class="visually-hidden"> {entrant.person.name}</span>
    </a>
  );
}

/** Where everybody enters with a profile of their own, an office lets nobody in: who holds one and has no role is named, so that nobody counts on it. */
function OfficeOnly({ page, account, who }: WhoProps) {
  if (who.officeOpens) return null;
  const inside = new Set(who.people.map(({ person }) => person.id));
  const outside = account.offices.filter((office) => !inside.has(office.personId));
  if (outside.length === 0) return null;
  const platform = findPlatform(account.account.platform)?.name ?? account.account.platform;
  return <Callout>{page.t.access.officeOnly({ names: page.f.list(outside.map((office) => office.name)), many: outside.length > 1, platform })}</Callout>;
}

function BusFactor({ page, who }: { page: PageContext; who: WhoCanGetIn }) {
  const { t, f } = page;
  if (who.people.length === 0) return null;
  const factor = who.busFactor;
  const tone = factor === 0 ? ({ tone: 'late' } as const) : factor === 1 ? ({ tone: 'needs' } as const) : {};
  return (
    <Callout {...tone}>
      <strong>{t.access.bus({ factor })}</strong> {t.access.busText({ factor }, f)}
    </Callout>
  );
}

/** "Who had access on …": the same page for a day in the past. */
function AsOf({ page, account }: { page: PageContext; account: AccountPage }) {
  const { t, f } = page;
  const today = localDay(f.now, f.timeZone);
  return (
    <details class="kh-more" open={account.on !== null}>
      <summary>{t.access.onDate}</summary>
      <form class="kh-filter" method="get" action={`/accounts/${account.account.id}`}>
        <TextInput name="on" type="date" label={t.access.day} value={account.on === null ? '' : localDay(account.on, f.timeZone)} max={today} required />
        <Button>{t.access.ask}</Button>
      </form>
    </details>
  );
}

/** The weekday for the coming week, and the whole day beyond it. */
export function dayWord(f: Format, at: Instant): string {
  return at - f.now < 6 * day ? f.weekday(at) : f.day(at);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
