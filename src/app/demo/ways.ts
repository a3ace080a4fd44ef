import type { GrantKind, Level } from '#db/words.ts';

type Kind = GrantKind;

/** A way into an account, given on a day of the past year. */
export type Way = {
  account: string;
  /** A person or a team of the story. */
  who: string;
  kind: Kind;
  level?: Level;
  /** The role on the platform, the name of the tool, or which phone or mailbox it is. */
  as?: string;
  /** Days ago. */
  since: number;
  /** Days from today until it runs out; negative when it has. */
  until?: number;
  ended?: { ago: number; because: string };
  reason?: string;
  /** Nobody has looked on the platform yet. */
  unsure?: true;
};

const login = (account: string, who: string, level: Level, since: number, more: Partial<Way> = {}): Way => ({
  account,
  who,
  kind: 'shared-login',
  level,
  since,
  ...more,
});
const role = (account: string, who: string, as: string, since = 358, more: Partial<Way> = {}): Way => ({
  account,
  who,
  kind: 'platform-role',
  as,
  since,
  ...more,
});
const way = (kind: Kind, account: string, who: string, as: string, since: number, more: Partial<Way> = {}): Way => ({ account, who, kind, as, since, ...more });

export const ways: readonly Way[] = [
  // Roles on platforms where everybody enters with a profile of their own.
  role('linkedin', 'sofie', 'Super admin'),
  role('linkedin', 'daan', 'Super admin'),
  role('linkedin', 'noor', 'Content admin', 340),
  role('linkedin', 'jonas', 'Content admin', 250),
  role('linkedin', 'tess', 'Analyst', 120),
  role('linkedin-jobs', 'eva', 'Super admin'),
  role('linkedin-jobs', 'wim', 'Content admin', 350),
  role('linkedin-jobs', 'ruben', 'Content admin', 300),
  role('facebook', 'sofie', 'Facebook access: full control'),
  role('facebook', 'daan', 'Facebook access: full control'),
  role('facebook', 'noor', 'Task access: Content', 330),
  role('facebook', 'yasmina', 'Task access: Content', 330),
  role('facebook', 'sjoerd', 'Task access: Ads', 200),
  role('facebook-jobs', 'eva', 'Facebook access: full control'),
  role('facebook-jobs', 'jonas', 'Task access: Messages and community activity', 240),
  role('facebook-outlet', 'an', 'Facebook access: full control'),
  role('facebook-outlet', 'bea', 'Task access: Content', 180, { unsure: true }),
  role('youtube', 'noor', 'Owner', 345),
  role('youtube-jobs', 'jonas', 'Owner', 230),
  role('maps-gent', 'an', 'Primary owner'),
  role('maps-gent', 'lotte', 'Manager', 210),
  role('maps-gent', 'lieve', 'Owner', 300),
  role('maps-gent', 'jonas', 'Manager', 170),
  role('maps-antwerpen', 'yves', 'Primary owner'),
  role('maps-antwerpen', 'an', 'Owner', 300),
  role('maps-utrecht', 'henk', 'Primary owner'),
  role('maps-utrecht', 'joris', 'Manager', 150),
  role('pinterest-tuin', 'jonas', 'Employee', 190),
  role('pinterest', 'ruben', 'Employee', 280),
  role('blog', 'karim', 'Administrator'),
  role('blog', 'femke', 'Editor', 350),
  role('blog', 'wim', 'Author', 330),
  role('blog', 'roel', 'Author', 320),
  role('blog', 'jonas', 'Author', 130),
  role('jobs-site', 'eva', 'Editor', 350),
  role('jobs-site', 'wout', 'Administrator', 300),

  // Logins that people share.
  login('x', 'noor', 'reveal', 350),
  login('x', 'yasmina', 'reveal', 349),
  login('x', 'wim', 'reveal', 348, { reason: 'Woordvoering bij incidenten' }),
  login('x', 'milan', 'reveal', 120, { until: 40, reason: 'Campagne winterwerken' }),
  login('x-help', 'webcare', 'reveal', 352),
  login('x-help', 'jonas', 'manage', 352),
  login('x-help', 'noor', 'reveal', 345, { ended: { ago: 325, because: 'Sprong bij in de feestdagen' } }),
  login('x-help', 'pieter', 'reveal', 340, { ended: { ago: 160, because: 'Werkt nu bij verkoop' } }),
  login('instagram', 'noor', 'manage', 350),
  login('instagram', 'yasmina', 'reveal', 350),
  login('instagram', 'stijn', 'code', 90),
  login('instagram', 'celine', 'code', 75, { until: 40, reason: 'Studio Fictief plaatst de stories' }),
  login('instagram', 'ruben', 'reveal', 340),
  login('instagram', 'emma', 'reveal', 330),
  login('instagram-tuin', 'noor', 'reveal', 320),
  login('instagram-tuin', 'yasmina', 'reveal', 200),
  login('instagram-tuin', 'jonas', 'reveal', 180),
  login('instagram-tuin', 'sjoerd', 'reveal', 110, { until: -38, reason: 'Zomercampagne' }),
  login('tiktok', 'noor', 'reveal', 345),
  login('tiktok', 'robin', 'reveal', 300),
  login('tiktok', 'ruben', 'reveal', 300),
  login('tiktok', 'lars', 'reveal', 220),
  login('tiktok-outlet', 'robin', 'reveal', 250),
  login('bluesky', 'community', 'reveal', 340),
  login('bluesky', 'noor', 'reveal', 340),
  login('bluesky', 'jonas', 'reveal', 150),
  login('pinterest-tuin', 'jonas', 'reveal', 190),
  login('pinterest', 'noor', 'reveal', 280),
  login('pinterest', 'emma', 'reveal', 300),
  login('blog', 'wout', 'manage', 350),
  login('jobs-site', 'wout', 'reveal', 300),

  // Phones, factors and tools that hang on one person.
  way('recovery-contact', 'linkedin', 'noor', 'gsm die eindigt op 41', 340),
  way('second-factor', 'linkedin', 'noor', 'dezelfde gsm', 340),
  way('second-factor', 'instagram', 'noor', 'gsm die eindigt op 41', 345),
  way('recovery-contact', 'x', 'daan', 'social@voorbeeld.example', 350),
  way('second-factor', 'x', 'sofie', 'beveiligingssleutel in de kluis', 350),
  way('recovery-contact', 'x-help', 'nele', 'webcare@voorbeeld.example', 350),
  way('second-factor', 'tiktok', 'lieve', 'gsm die eindigt op 07', 340),
  way('recovery-contact', 'mastodon', 'karim', 'karim.benali@voorbeeld.example', 350),
  way('connected-app', 'linkedin', 'noor', 'Planbord', 310),
  way('connected-app', 'bluesky', 'noor', 'Planbord', 310),
  way('connected-app', 'x-help', 'nele', 'Webcaredesk', 300),
  way('connected-app', 'blog', 'wout', 'Nieuwsbrieftool', 260),

  // Known from before there was a vault.
  way('known-outside', 'pinterest', 'bea', 'maakte het account in 2017', 357),
  way('known-outside', 'tiktok-outlet', 'thijs', 'kreeg het op papier', 250),
];
