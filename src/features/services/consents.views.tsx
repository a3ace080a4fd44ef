import type { TokenWay } from '#src/features/access/index.ts';
import { ActForm, Button, DotStatus, type PageContext, Sheet, Time, TitleLine } from '#src/ui/index.ts';

/** On an account: each token that could get at its secrets, who made it, and who let it. `may` lets it here and now. */
export function AccountTokens({ page, accountId, ways, may }: { page: PageContext; accountId: string; ways: readonly TokenWay[]; may: boolean }) {
  const says = page.t.services;
  if (ways.length === 0) return null;
  const rows = ways.map((way) => ({
    cells: [
      <TitleLine title={way.token.name} below={says.tokenBelow({ service: way.service.name, maker: way.maker.name })} />,
      <Consent page={page} way={way} />,
      ...(may
        ? [
            way.consent === null && (
              <ActForm page={page} action={`/accounts/${accountId}/service-tokens/${way.token.id}/consent`}>
                <Button small about={way.token.name}>
                  {says.letIn}
                </Button>
              </ActForm>
            ),
          ]
        : []),
    ],
  }));
  const columns = [{ label: says.token }, { label: says.consent }, ...(may ? [{ label: says.letIn, hidden: true, end: true }] : [])];
  return <Sheet caption={says.accountTokens} columns={columns} rows={rows} />;
}

/** On a service: each token on each account. */
export function ServiceReaches({ page, ways }: { page: PageContext; ways: readonly TokenWay[] }) {
  const says = page.t.services;
  if (ways.length === 0) return null;
  const rows = ways.map((way) => ({
    cells: [
      <TitleLine title={way.token.name} below={says.madeBy({ maker: way.maker.name })} />,
      <a href={`/accounts/${way.account.id}`}>{way.account.title}</a>,
      <Consent page={page} way={way} />,
    ],
  }));
  return <Sheet caption={says.consents} columns={[{ label: says.token }, { label: says.account }, { label: says.consent }]} rows={rows} />;
}

function Consent({ page, way: { consent } }: { page: PageContext; way: TokenWay }) {
  const { t, f } = page;
  if (consent === null) return <DotStatus dot="needs">{t.services.waits}</DotStatus>;
  return (
    <DotStatus dot="order">
      {consent.by.name}, <Time f={f} at={consent.at} />
    </DotStatus>
  );
}
