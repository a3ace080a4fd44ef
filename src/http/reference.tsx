import { Columns, LinkButton, PageHead, type PageContext, Section, Sheet } from '#src/ui/index.ts';
import { schemaOf, tagOf } from './openapi.ts';
import { type RestRoute, summaryOf } from './resources.ts';
import type { Web } from './routes.ts';

type Schema = { type?: string | string[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema; anyOf?: Schema[] } & Hints;
type Hints = { enum?: unknown[]; const?: unknown; format?: string; description?: string; pattern?: string };

/** The page that a browser reads; programs read the OpenAPI description. */
export function mountReference(web: Web, routes: readonly RestRoute[]): void {
  web.get('/api/v1/docs', 'public', (r) => r.render(r.page.t.reference.title, <ReferenceView page={r.page} routes={routes} />));
}

/** The same operations as the OpenAPI description, for people: one page, no script. */
function ReferenceView({ page, routes }: { page: PageContext; routes: readonly RestRoute[] }) {
  const t = page.t.reference;
  const nouns = [...Map.groupBy(routes, tagOf)].toSorted(([a], [b]) => a.localeCompare(b));
  const side = (
    <nav aria-labelledby="nouns">
      <h2 id="nouns">{t.nouns}</h2>
      <ul class="list-unstyled">
        {nouns.map(([noun, among]) => (
          <li>
            <a href={`#${noun}`}>{noun}</a> <span class="kh-soft">{page.f.number(among.length)}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
  return (
    <>
      <PageHead
        path={t.title}
        answer={t.answer({ count: routes.length })}
        soft={t.soft}
        actions={<LinkButton href="/api/v1/openapi.json">{t.description}</LinkButton>}
      />
      <Columns side={side}>
        <Section title={t.start}>
          {[t.startBody, t.stepUp, t.repeat, t.lists].map((sentence) => (
            <p>{sentence}</p>
          ))}
        </Section>
        {nouns.map(([noun, among]) => (
          <Section title={noun} id={noun}>
            {among.map((route) => (
              <OperationView page={page} route={route} />
            ))}
          </Section>
        ))}
      </Columns>
    </>
  );
}

function OperationView({ page, route }: { page: PageContext; route: RestRoute }) {
  const t = page.t.reference;
  const { method, path, scopes, query, body } = route;
  const asked = [...(query ? lines(schemaOf(query, 'input') as Schema) : []), ...(body ? lines(schemaOf(body, 'input') as Schema) : [])];
  return (
    <details class="kh-operation" lang="en">
      <summary>
        <code>
          {method} {path.replace(/:(\w+)/g, '{$1}')}
        </code>
        <span class="kh-soft">{summaryOf(route)}</span>
      </summary>
      <p lang={page.locale}>
        {t.scopes}: {scopes.length > 0 ? scopes.map((scope, index) => [index > 0 && ', ', <code>{scope}</code>]) : t.anyToken}
      </p>
      {asked.length > 0 && <FieldSheet page={page} caption={t.asks} fields={asked} />}
      <AnswerView page={page} route={route} />
    </details>
  );
}

function AnswerView({ page, route }: { page: PageContext; route: RestRoute }) {
  const t = page.t.reference;
  const fields = lines(schemaOf(route.answer, 'output') as Schema);
  return (
    <>
      {fields.length > 0 ? <FieldSheet page={page} caption={t.answers} fields={fields} plain /> : <p lang={page.locale}>{t.noContent}</p>}
      {route.secret && <p lang={page.locale}>{t.once}</p>}
    </>
  );
}

type Line = { name: string; type: string; required: boolean; note: string };

function FieldSheet({ page, caption, fields, plain }: { page: PageContext; caption: string; fields: readonly Line[]; plain?: true }) {
  const t = page.t.reference;
  const rows = fields.map(({ name, type, required, note }) => ({
    cells: [<code>{name}</code>, type, [!plain && required && t.required, note].filter(Boolean).join('; ')],
  }));
  return <Sheet plain caption={caption} showCaption columns={[{ label: t.field }, { label: t.type }, { label: t.note }]} rows={rows} />;
}

/** The members of an object, with those of its lists and objects below them: `people[].name`. */
function lines(schema: Schema, prefix = ''): Line[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const shape = solid(member);
    const own = { name: prefix + name, type: typeName(member), required: schema.required?.includes(name) ?? false, note: member.description ?? '' };
    if (shape.type === 'array') return [own, ...lines(solid(shape.items ?? {}), `${prefix}${name}[].`)];
    return [own, ...lines(shape, `${prefix}${name}.`)];
  });
}

/** The one that is not null. */
function solid(schema: Schema): Schema {
  return schema.anyOf?.find((one) => one.type !== 'null') ?? schema;
}

function typeName(schema: Schema): string {
  const orNull = schema.anyOf?.some((one) => one.type === 'null') ? ' | null' : '';
  const shape = solid(schema);
  if (shape.enum) return shape.enum.join(' | ') + orNull;
  if (shape.const !== undefined) return String(shape.const);
  const format = shape.format ? ` (${shape.format})` : '';
  return [shape.type ?? 'any'].flat().join(' | ') + format + orNull;
}
