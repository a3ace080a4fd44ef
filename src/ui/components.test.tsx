import { describe, expect, test } from 'vitest';
import { Problem } from '#src/ground/problem.ts';
import * as ui from './index.ts';
import { fitted } from './pictures.tsx';
import { messagesFor, type PageContext } from './index.ts';

const hostile = `<img src=x onerror="alert('1')">&"'`;
const now = Date.parse('2026-11-17T13:20:00Z');

function pageFor(locale: ui.Locale): PageContext {
  return {
    t: messagesFor(locale),
    f: ui.createFormat(locale, 'Europe/Brussels', now),
    locale,
    path: '/accounts/acc_1',
    csrf: 'proof',
    me: {
      name: hostile,
      initials: 'XX',
      roleLine: hostile,
      search: 'accounts',
      nav: [
        { href: '/', label: 'Start', icon: 'start' },
        { href: '/accounts', label: hostile, icon: 'accounts', count: 3 },
      ],
    },
    organisation: hostile,
    zone: 'Europe/Brussels',
    assets: { styles: ['/assets/a.css'], scripts: ['/assets/a.js'], icon: '/assets/i.svg' },
    flash: hostile,
  };
}

const problem = new Problem('invalid', 'web.invalid-fields', { fields: [{ field: 'name', code: 'required' }] });

function everything(page: PageContext) {
  return (
    <ui.Layout page={page} title={hostile}>
      <ui.PageHead
        path={[{ label: hostile, href: '/x' }, { label: hostile }]}
        answer={hostile}
        soft={hostile}
        primary={
          <ui.LinkButton href="/x" primary>
            {hostile}
          </ui.LinkButton>
        }
      />
      <ui.StepRail label={hostile} steps={[hostile, 'b']} current={2} />
      <ui.Columns side={<ui.FactList facts={[{ label: hostile, value: hostile }]} />}>
        <ui.Section title={hostile} note={hostile}>
          <ui.Sheet
            caption={hostile}
            columns={[{ label: hostile }, { label: 'State', end: true }, { label: 'Act', hidden: true }]}
            rows={[
              {
                id: 'r',
                cells: [
                  <ui.TitleLine title={hostile} below={hostile} href="/x" />,
                  <ui.Clock dot="late" state={hostile} progress={{ done: 1, total: 2, label: hostile }} />,
                  null,
                ],
              },
            ]}
          />
          <ui.PathList caption={hostile} columns={[{ label: 'a' }, { label: 'b' }]} groups={[{ head: hostile, below: hostile, lines: [[hostile], ['two']] }]} />
        </ui.Section>
        <ui.DoList acts={[{ title: hostile, body: hostile }]} />
        <ui.Lines lines={[{ lead: hostile, picture: <ui.Sparkline title={hostile} values={[1, 2, 3]} />, end: hostile }]} />
        <ui.ActivityList items={[{ when: <ui.Time f={page.f} at={now} />, what: hostile }]} />
        <ui.TaskTitle title={hostile} waitsFor={hostile} />
        <ui.TaskState dot="needs" state={hostile} evidence={hostile} />
        <ui.Callout tone="late">{hostile}</ui.Callout>
        <ui.Empty title={hostile}>{hostile}</ui.Empty>
        <ui.Paged page={page} rows={50} total={98} next="/x?after=1" first="/x" all="/x">
          {hostile}
        </ui.Paged>
        <ui.ErrorSummary page={page} problem={problem} labels={{ name: hostile }} />
        <ui.FilterForm page={page} action="/x" target="#r">
          {hostile}
        </ui.FilterForm>
        <ui.Found page={page} criteria={[hostile, false, hostile]} answer={hostile} all="/x" />
        <ui.Form page={page} action="/x" swap={{ target: '#r' }}>
          <ui.TextInput name="name" label={hostile} value={hostile} hint={hostile} error={ui.fieldErrors(page.t, problem).name} list={[hostile]} />
          <ui.PasswordInput name="p" label={hostile} autocomplete="new-password" />
          <ui.CodeInput name="c" label={hostile} />
          <ui.SelectInput name="s" label={hostile} options={[{ value: hostile, label: hostile }]} value={hostile} empty={hostile} />
          <ui.Textarea name="t" label={hostile} value={hostile} />
          <ui.Checkbox name="k" label={hostile} hint={hostile} error={hostile} />
          <ui.Choice name="o" legend={hostile} options={[{ value: 'a', label: hostile, text: hostile }]} value="a" />
          <ui.FormFoot remark={hostile}>
            <ui.PrimaryButton>{hostile}</ui.PrimaryButton>
          </ui.FormFoot>
        </ui.Form>
        <ui.Panel foot={<ui.ConditionStrip>{hostile}</ui.ConditionStrip>}>
          <ui.PanelRow label={hostile} value={<ui.SecretValue id="v" value={hostile} />} actions={<ui.CopyButton page={page} of="v" />} />
          <ui.PanelRow label={hostile} value={<ui.CodeValue page={page} id="c" shown={{ code: '482915', seconds: 18, period: 30 }} />} />
          <ui.PanelRow
            label={hostile}
            value={<ui.ClosedValue label={hostile} />}
            actions={
              <ui.ActForm page={page} action="/x" fields={{ how: hostile }}>
                <ui.Button about={hostile} copies>
                  {hostile}
                </ui.Button>
              </ui.ActForm>
            }
          />
        </ui.Panel>
        <ui.QrCode text="otpauth://totp/x?secret=ABC" label={hostile} />
        <ui.AccessMap
          title={hostile}
          words={{ now: hostile, stays: hostile, nobody: hostile }}
          people={[{ id: 'p', name: hostile, below: hostile, state: 'ends' }]}
          paths={[{ id: 'w', label: hostile, now: 1, stays: 0 }]}
          links={[{ person: 'p', path: 'w', state: 'ends' }]}
        />
        <ui.Legend items={[{ state: 'unproven', label: hostile }]} />
        <ui.BlastRadius title={hostile} initials="XX" rings={[{ tone: 'knows', dots: [{ label: hostile, critical: true }] }]} />
        <ui.Burndown
          title={hostile}
          total={2}
          from={now - 9}
          to={now + 9}
          now={now}
          closedAt={[now - 3]}
          deadlines={[now, now + 5]}
          missed={[{ at: now, label: hostile }]}
          ticks={[{ at: now, label: hostile }]}
          words={{ now: hostile, open: hostile, allowed: hostile }}
        />
        <ui.Timeline
          title={hostile}
          from={now - 9}
          to={now + 9}
          now={now}
          nowLabel={hostile}
          milestones={[{ at: now, label: hostile, below: hostile, tone: 'needs' }]}
          ticks={[{ at: now, label: hostile }]}
        />
        <ui.AgePicture title={hostile} shares={[0, 1.2]} words={{ fresh: hostile, limit: hostile, over: hostile }} />
        <ui.Notice title={hostile} message={hostile} back={{ href: '/', label: hostile }} />
      </ui.Columns>
    </ui.Layout>
  );
}

const rendered = async (locale: ui.Locale) => String(await everything(pageFor(locale)));

describe.each(ui.locales)('every building block in %s', (locale) => {
  test('prints what people typed as text, never as markup', async () => {
    const html = await rendered(locale);
    expect(html).not.toContain('<img src=x');
    expect(html.match(/&lt;img src=x/g)?.length).toBeGreaterThan(60);
  });

  test('carries no inline style, script or handler, which the browser would refuse', async () => {
    const tags = (await rendered(locale)).match(/<[a-z][^>]*>/gi) ?? [];
    expect(tags.length).toBeGreaterThan(200);
    expect(tags.filter((tag) => /\s(style|on[a-z]+|hx-on[^=]*)=/i.test(tag.replaceAll(/"[^"]*"/g, '""')))).toEqual([]);
    expect(tags.filter((tag) => tag.startsWith('<script') && !tag.includes(' src='))).toEqual([]);
    expect(tags.filter((tag) => tag.startsWith('<style'))).toEqual([]);
  });

  test('leaves no hole where a value was missing', async () => {
    expect(await rendered(locale)).not.toMatch(/undefined|NaN|\[object/);
  });
});

test('what can be copied stands in its attribute byte for byte, also where HTML would change it', async () => {
  const value = ' "a" <b>&amp;\r\n\té ';
  const attribute = 'data-value=" &quot;a&quot; &lt;b&gt;&amp;amp;&#13;\n\té "';
  for (const view of [<ui.SecretValue id="v" value={value} />, <ui.OnceValue id="v" value={value} />]) expect(String(await view)).toContain(attribute);
});

test('every form posts with its proof, and fragments inherit it', async () => {
  const html = await rendered('en');
  const forms = html.match(/<form[^>]*method="post"[^>]*>.*?<\/form>/gs) ?? [];
  expect(forms.length).toBeGreaterThan(4);
  expect(forms.filter((form) => !form.includes('name="csrf" value="proof"'))).toEqual([]);
  expect(html).toContain('hx-headers:inherited="{&quot;x-keyholder-csrf&quot;:&quot;proof&quot;}"');
});

test('a wrong field is tied to its sentence and found from the summary', async () => {
  const html = await rendered('en');
  expect(html).toContain('aria-invalid="true"');
  expect(html).toContain('aria-describedby="f-name-hint f-name-error"');
  expect(html).toContain('href="#f-name"');
});

test('a page for strangers has no navigation and no way out', async () => {
  const page = { ...pageFor('nl'), me: null };
  const html = String(await ui.BarePage({ page, title: 'Aanmelden', children: 'x' }));
  expect(html.startsWith('<!doctype html>')).toBe(true);
  expect(html).toContain('<html lang="nl">');
  expect(html).not.toMatch(/<nav|sign-out/);
});

test.each([
  ['Sofie Lambrecht', 'SL'],
  ['Wim De Backer', 'WB'],
  ['Cher', 'CH'],
  ['', ''],
])('the initials of %s are %s', (name, initials) => {
  expect(ui.initialsOf(name)).toBe(initials);
});

test('ages are counted by tenths of their limit, whatever is far past it in the last', () => {
  const counted = ui.ageBins([0, 0.09, 0.1, 0.95, 1, 1.05, 1.1, 40]).filter((bin) => bin.count > 0);
  expect(counted).toEqual([
    { from: 0, count: 2 },
    { from: 0.1, count: 1 },
    { from: 0.9, count: 1 },
    { from: 1, count: 2 },
    { from: 1.1, count: 2 },
  ]);
});

test('no two labels of a line of time stand on each other; what finds no place is only marked', async () => {
  const day = 24 * 60 * 60 * 1000;
  const moments = [0, 1, 2, 3, 4, 50, 51, 90].map((days) => now - days * day);
  const milestones = moments.map((at) => ({ at, label: '20 November', below: 'new value', tone: 'past' as const }));
  const drawn = String(
    await ui.Timeline({ title: 't', from: now - 100 * day, to: now + 10 * day, now, nowLabel: 'today', milestones, ticks: [{ at: now, label: 'Nov' }] }),
  );
  expect(drawn.match(/<circle/g)).toHaveLength(moments.length);
  const labels = [...drawn.matchAll(/kh-map-name" x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
  expect(labels.length).toBeGreaterThan(3);
  expect(labels.length).toBeLessThan(moments.length);
  for (const [index, one] of labels.entries()) {
    for (const other of labels.slice(index + 1)) expect(one.y !== other.y || Math.abs(one.x - other.x) > 80).toBe(true);
  }
});

test('a filtered list says aloud what was found and leads back to everything', async () => {
  const html = String(await ui.Found({ page: pageFor('en'), criteria: ['‘lin’', undefined, 'critical'], answer: '2 accounts match.', all: '/accounts' }));
  expect(html).toContain('data-told="2 accounts match."');
  expect(html).toContain('‘lin’ · critical');
  expect(html).toContain('href="/accounts"');
});

test.each([
  ['Noor Aerts', 'Noor Aerts'],
  ['Yasmina el Idrissi', 'Y. el Idrissi'],
  ['Wilhelmina van den Bergh-Schoonenbeek', 'W. van den Ber…'],
])('a picture with little room calls %s %s', (name, short) => {
  expect(fitted(name, 15)).toBe(short);
});

describe('a list over several pages', () => {
  const paged = (locale: ui.Locale, more: Partial<Parameters<typeof ui.Paged>[0]>) => {
    const page = { ...pageFor(locale), begin: more.first ? 51 : 1 };
    return String(<ui.Paged page={page} rows={48} next={null} {...more} />);
  };
  const said = (html: string) => [...html.matchAll(/kh-range">([^<]*)</g)].map(([, text]) => text);

  test.each([
    ['en', { rows: 50, total: 98, next: '/accounts?after=x' }, '1–50 of 98'],
    ['nl', { total: 98, first: '/accounts' }, '51–98 van 98'],
    ['en', { rows: 50, next: '/audit?before=7' }, '1–50; more follow'],
    ['nl', { first: '/audit' }, '51–98; hier eindigt de lijst'],
  ] as const)('says above and below which part it is: %s', (locale, more, words) => {
    expect(said(paged(locale, more))).toEqual([words, words]);
  });

  test('says nothing where it is all there', () => {
    expect(paged('en', {})).toBe('');
  });

  test('takes along how many came before', () => {
    expect(paged('en', { rows: 50, next: '/audit?before=7' })).toContain('href="/audit?before=7&amp;from=51"');
  });
});
