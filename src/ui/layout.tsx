import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { CsrfField } from './form.tsx';
import { Icon, Mark } from './icons.tsx';
import { locales } from './messages/index.ts';
import type { Me, NavItem, PageContext } from './page.tsx';

type LayoutProps = { page: PageContext; title: string; children?: Child };

/** The page of somebody signed in: navigation, top bar, content. */
export function Layout({ page, title, children }: LayoutProps) {
  const { t, me } = page;
  return (
    <Document page={page} title={title}>
      <a class="kh-skip" href="#content">
        {t.shell.skipToContent}
      </a>
      <div class="kh-shell">
        <aside class="kh-side">
          <div class="kh-side-inner">
            <Brand page={page} />
            {me && <Navigation page={page} items={me.nav} />}
            <SideFoot page={page} />
          </div>
        </aside>
        <header class="kh-top">
          <div class="kh-top-brand">
            <Brand page={page} />
          </div>
          {me?.search && <SearchBox page={page} among={me.search} />}
          <div class="kh-top-end">
            <LanguageSwitch page={page} />
            {me && <Account page={page} me={me} />}
          </div>
          {me && <PhoneMenu page={page} me={me} />}
        </header>
        <main id="content" class="kh-main" tabindex={-1}>
          <Closed page={page} />
          {page.flash && <Flash text={page.flash} />}
          {children}
        </main>
      </div>
    </Document>
  );
}

/** The page of somebody who is not signed in yet: one column, the mark, nothing else. */
export function BarePage({ page, title, children }: LayoutProps) {
  return (
    <Document page={page} title={title}>
      <a class="kh-skip" href="#content">
        {page.t.shell.skipToContent}
      </a>
      <div class="kh-bare">
        <header class="kh-bare-top">
          <Brand page={page} />
          <LanguageSwitch page={page} />
        </header>
        <main id="content" class="kh-bare-main" tabindex={-1}>
          <Closed page={page} />
          {page.flash && <Flash text={page.flash} />}
          {children}
        </main>
        {page.organisation && (
          <footer class="kh-bare-foot">
            <Place page={page} />
          </footer>
        )}
      </div>
    </Document>
  );
}

function Document({ page, title, children }: LayoutProps) {
  const { assets, t } = page;
  const says = t.shell;
  // htmx 4 inherits nothing unless told: without `:inherited` a fragment's form would lose its proof.
  const headers = { 'hx-headers:inherited': JSON.stringify({ 'x-keyholder-csrf': page.csrf }) };
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={page.locale}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{says.titleOf({ page: title })}</title>
          <link rel="icon" href={assets.icon} type="image/svg+xml" />
          {assets.styles.map((href) => (
            <link rel="stylesheet" href={href} />
          ))}
          {assets.scripts.map((src) => (
            <script src={src} defer />
          ))}
        </head>
        <body
          {...headers}
          data-unreadable={says.unreadable}
          data-copied={says.copied}
          data-cleared={says.clipboard.cleared}
          data-not-cleared={says.clipboard.notCleared}
          data-on-clipboard={says.clipboard.mayHold}
          data-copy-failed={says.copyFailed}
          data-hidden-again={says.hiddenAgain}
        >
          {children}
          <div class="kh-notices">
            <ClipboardNotice page={page} />
            <div id="live" class="kh-live" role="status" aria-live="polite" />
          </div>
        </body>
      </html>
    </>
  );
}

/** Shown by the script half a minute after something was copied: most browsers clear a clipboard for a click only. */
function ClipboardNotice({ page }: { page: PageContext }) {
  const says = page.t.shell.clipboard;
  return (
    <section id="clipboard" class="kh-clipboard" aria-label={says.label} hidden>
      <p>{says.mayHold}</p>
      <div class="kh-buttons">
        <button type="button" class="btn kh-quiet btn-sm" data-clipboard="clear">
          {says.clear}
        </button>
        <button type="button" class="btn kh-quiet btn-sm" data-clipboard="leave">
          {says.leave}
        </button>
      </div>
    </section>
  );
}

function Brand({ page }: { page: PageContext }) {
  return (
    <a class="kh-brand" href="/">
      <Mark />
      {page.t.shell.product}
    </a>
  );
}

function Navigation({ page, items }: { page: PageContext; items: readonly NavItem[] }) {
  return (
    <nav class="kh-nav" aria-label={page.t.shell.mainNavigation}>
      <ul>
        {items.map((item) => (
          <li class={item.apart ? 'kh-apart' : undefined}>
            <a href={item.href} aria-current={currentIn(item.href, page.path)}>
              <Icon name={item.icon} />
              <span>{item.label}</span>
              {item.count ? <span class="kh-count">{page.f.number(item.count)}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function currentIn(href: string, path: string) {
  if (href === path) return 'page';
  return href !== '/' && path.startsWith(`${href}/`) ? 'true' : undefined;
}

function Place({ page }: { page: PageContext }) {
  return (
    <>
      <span>{page.organisation}</span>
      {page.zone && <span>{page.t.shell.timesIn({ zone: page.zone })}</span>}
    </>
  );
}

function SideFoot({ page }: { page: PageContext }) {
  return (
    <div class="kh-side-foot">
      <Place page={page} />
    </div>
  );
}

function SearchBox({ page, among }: { page: PageContext; among: NonNullable<Me['search']> }) {
  const label = page.t.shell.searchAmong[among];
  return (
    <search class="kh-search">
      <form method="get" action={`/${among}`}>
        <Icon name="search" />
        <input type="search" name="q" aria-label={label} placeholder={label} autocomplete="off" />
      </form>
    </search>
  );
}

function LanguageSwitch({ page }: { page: PageContext }) {
  const { t } = page;
  return (
    <form class="kh-language" method="post" action="/language" aria-label={t.shell.language}>
      <CsrfField page={page} />
      <input type="hidden" name="back" value={page.path} />
      {locales.map((locale) => (
        <button
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          title={t.shell.languageNames[locale]}
          aria-pressed={locale === page.locale ? 'true' : 'false'}
        >
          {locale.toUpperCase()}
        </button>
      ))}
    </form>
  );
}

/** Name, role, and behind them the way out; a `<details>`, so that it opens without a script. */
function Account({ page, me }: { page: PageContext; me: Me }) {
  return (
    <details class="kh-account" data-menu>
      <summary>
        <span class="kh-initials" aria-hidden="true">
          {me.initials}
        </span>
        <span class="kh-who">
          <span>{me.name}</span>
          <small>{me.roleLine}</small>
        </span>
      </summary>
      <div class="kh-menu">
        <a href="/me">{page.t.shell.nav.me}</a>
        <SignOut page={page} />
      </div>
    </details>
  );
}

function SignOut({ page }: { page: PageContext }) {
  return (
    <form method="post" action="/sign-out">
      <CsrfField page={page} />
      <button type="submit">{page.t.shell.signOut}</button>
    </form>
  );
}

function PhoneMenu({ page, me }: { page: PageContext; me: Me }) {
  const { t } = page;
  return (
    <details class="kh-phone-menu" data-menu>
      <summary aria-label={t.shell.menu}>
        <span class="kh-initials" aria-hidden="true">
          {me.initials}
        </span>
        <Icon name="menu" />
      </summary>
      <div class="kh-phone-panel">
        {me.search && <SearchBox page={page} among={me.search} />}
        <Navigation page={page} items={me.nav} />
        <div class="kh-phone-me">
          <span>
            {me.name}, {me.roleLine}
          </span>
          <LanguageSwitch page={page} />
        </div>
        <div class="kh-menu">
          <SignOut page={page} />
        </div>
        <SideFoot page={page} />
      </div>
    </details>
  );
}

function Flash({ text }: { text: string }) {
  return (
    <p class="kh-flash" role="status">
      {text}
    </p>
  );
}

/** On every page, because it explains what does not work on any of them. */
function Closed({ page }: { page: PageContext }) {
  if (!page.closed) return null;
  const { title, text } = page.t.shell.closedState[page.closed];
  return (
    <div class="kh-closed" role="status">
      <strong>{title}</strong> {text}
    </div>
  );
}
