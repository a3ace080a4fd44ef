import type { ServiceWay, TokenWay } from '#src/features/access/index.ts';
import { NewToken, type ServiceLine, serviceScopes, TokenSheet } from '#src/features/tokens/index.ts';
import type { Problem } from '#src/ground/problem.ts';
import { localDay } from '#src/ground/time.ts';
import {
  ActForm,
  Button,
  Choice,
  Empty,
  ErrorSummary,
  FactList,
  Form,
  FormFoot,
  fieldErrors,
  LinkButton,
  PageHead,
  type PageContext,
  PrimaryButton,
  Section,
  SelectInput,
  Sheet,
  TextInput,
  Time,
  TitleLine,
} from '#src/ui/index.ts';
import { AccountTokens, ServiceReaches } from './consents.views.tsx';
import type { ServicePage } from './service.ts';

type Values = Readonly<Record<string, string>>;
type Typed = { problem?: Problem | undefined; values: Values };

const home = '/settings/services';

export function ServicesView({ page, lines, mayEdit, problem, values }: { page: PageContext; lines: readonly ServiceLine[]; mayEdit: boolean } & Typed) {
  const { t, f } = page;
  const says = t.services;
  const errors = fieldErrors(t, problem);
  const rows = lines.map(({ service, responsible, tokens }) => ({
    cells: [<TitleLine title={service.name} href={`${home}/${service.id}`} below={service.purpose} />, responsible.name, f.number(tokens)],
  }));
  return (
    <>
      <PageHead
        path={[{ label: t.settings.title, href: '/settings' }, { label: says.title }]}
        answer={says.answer({ count: lines.length }, f)}
        soft={says.soft}
      />
      {rows.length > 0 && (
        <Sheet caption={says.title} columns={[{ label: says.name }, { label: says.responsible }, { label: says.tokens, end: true }]} rows={rows} />
      )}
      {mayEdit && (
        <Section title={says.add}>
          <ErrorSummary page={page} problem={problem} labels={{ name: says.name, purpose: says.purpose }} />
          <Form page={page} action={home}>
            <TextInput name="name" label={says.name} hint={says.nameHint} value={values['name']} error={errors['name']} autocomplete="off" required />
            <TextInput name="purpose" label={says.purpose} hint={says.purposeHint} value={values['purpose']} error={errors['purpose']} required />
            <FormFoot remark={says.addRemark}>
              <PrimaryButton>{says.addAct}</PrimaryButton>
            </FormFoot>
          </Form>
        </Section>
      )}
    </>
  );
}

export function ServiceView({ page, about, problem, values }: { page: PageContext; about: ServicePage } & Typed) {
  const { t, f } = page;
  const says = t.services;
  const { service, responsible, tokens, ways, reaches, mayEdit } = about;
  const at = `${home}/${service.id}`;
  return (
    <>
      <PageHead
        path={[{ label: t.settings.title, href: '/settings' }, { label: says.title, href: home }, { label: service.name }]}
        answer={service.endedAt === null ? says.reaches({ count: ways.length }, f) : says.hasEnded}
        soft={service.purpose}
      />
      <FactList
        facts={[
          { label: says.responsible, value: responsible },
          { label: says.since, value: <Time f={f} at={service.createdAt} /> },
        ]}
      />
      {ways.length > 0 && <WaySheet page={page} ways={ways} />}
      {reaches.length > 0 && (
        <Section title={says.consents} note={says.consentsNote}>
          <ServiceReaches page={page} ways={reaches} />
        </Section>
      )}
      {tokens.length > 0 && (
        <Section title={says.tokens}>
          <TokenSheet page={page} tokens={tokens} caption={says.tokens} {...(mayEdit ? { revoke: `${at}/tokens/revocation` } : {})} />
        </Section>
      )}
      {mayEdit && (
        <>
          <Section title={t.tokens.make} note={says.tokenNote}>
            <NewToken page={page} action={`${at}/tokens`} scopes={serviceScopes} problem={problem} values={values} />
          </Section>
          <Section title={says.end}>
            <p>{says.endWhat({ tokens: tokens.length, ways: ways.length }, f)}</p>
            <ActForm page={page} action={`${at}/ending`}>
              <Button>{says.endAct}</Button>
            </ActForm>
          </Section>
        </>
      )}
    </>
  );
}

function WaySheet({ page, ways }: { page: PageContext; ways: ServicePage['ways'] }) {
  const says = page.t.services;
  const rows = ways.map(({ grant, account }) => ({
    cells: [
      <TitleLine title={account} href={`/accounts/${grant.accountId}`} below={grant.reason} />,
      page.t.shell.kind.level[grant.level],
      until(page, grant.expiresAt),
    ],
  }));
  return (
    <Section title={says.ways}>
      <Sheet caption={says.ways} columns={[{ label: says.account }, { label: says.level }, { label: says.until }]} rows={rows} />
    </Section>
  );
}

/** On an account: the machines that can get at its secrets. */
export function MachinesSection({
  page,
  accountId,
  ways,
  tokens,
  may,
}: {
  page: PageContext;
  accountId: string;
  ways: readonly ServiceWay[];
  tokens: readonly TokenWay[];
  may: { give: boolean; end: boolean };
}) {
  const { t, f } = page;
  const says = t.services;
  if (ways.length === 0) return null;
  const at = `/accounts/${accountId}/service-grants`;
  const rows = ways.map(({ grant, service }) => ({
    cells: [
      <TitleLine title={service} below={grant.reason} />,
      t.shell.kind.level[grant.level],
      until(page, grant.expiresAt),
      ...(may.end
        ? [
            <ActForm page={page} action={`${at}/${grant.id}/ending`}>
              <Button small about={service}>
                {says.wayEnd}
              </Button>
            </ActForm>,
          ]
        : []),
    ],
  }));
  const columns = [{ label: says.name }, { label: says.level }, { label: says.until }, ...(may.end ? [{ label: says.wayEnd, hidden: true, end: true }] : [])];
  return (
    <Section id="services" title={says.machines} note={says.machinesNote({ count: ways.length }, f)}>
      <Sheet caption={says.machines} columns={columns} rows={rows} />
      <AccountTokens page={page} accountId={accountId} ways={tokens} may={may.give} />
      {may.give && <LinkButton href={`${at}/new`}>{says.giveTitle}</LinkButton>}
    </Section>
  );
}

type GiveProps = {
  page: PageContext;
  account: { id: string; title: string };
  services: readonly { id: string; name: string; tokens: readonly string[] }[];
} & Typed;

export function GiveWayView({ page, account, services, problem, values }: GiveProps) {
  const { t, f } = page;
  const says = t.services;
  const errors = fieldErrors(t, problem);
  const back = `/accounts/${account.id}`;
  const labels = { serviceId: says.service, level: says.level, reason: says.reason, until: says.until, expiresAt: says.until };
  return (
    <>
      <PageHead
        path={[{ label: t.accounts.title, href: '/accounts' }, { label: account.title, href: back }, { label: says.giveTitle }]}
        answer={says.giveAnswer({ account: account.title })}
        soft={says.giveSoft}
      />
      {services.length === 0 ? (
        <Empty title={says.noServices} action={<LinkButton href={back}>{t.shell.act.back}</LinkButton>}>
          {says.noServicesHow}
        </Empty>
      ) : (
        <>
          <ErrorSummary page={page} problem={problem} labels={labels} />
          <Form page={page} action={`${back}/service-grants`}>
            <SelectInput
              name="serviceId"
              label={says.service}
              value={values['serviceId']}
              error={errors['serviceId']}
              options={services.map(({ id, name, tokens }) => ({
                value: id,
                label: tokens.length > 0 ? says.withTokens({ name, tokens: f.list(tokens) }) : name,
              }))}
              hint={says.serviceHint}
            />
            <Choice
              name="level"
              legend={says.level}
              value={values['level'] ?? 'code'}
              error={errors['level']}
              options={(['code', 'reveal'] as const).map((value) => ({ value, label: t.shell.kind.level[value], text: says.levelText[value] }))}
            />
            <TextInput name="reason" label={says.reason} value={values['reason']} error={errors['reason']} required />
            <TextInput
              name="until"
              type="date"
              label={says.until}
              hint={says.untilHint}
              value={values['until']}
              error={errors['until'] ?? errors['expiresAt']}
              min={localDay(f.now, f.timeZone)}
            />
            <FormFoot>
              <PrimaryButton>{says.giveAct}</PrimaryButton>
              <LinkButton href={back}>{t.shell.act.cancel}</LinkButton>
            </FormFoot>
          </Form>
        </>
      )}
    </>
  );
}

function until(page: PageContext, at: number | null) {
  return at === null ? page.t.services.noEnd : <Time f={page.f} at={at} />;
}
