import type { Platform } from '../platform.ts';
import { bluesky } from './bluesky.ts';
import { facebook } from './facebook.ts';
import { googleBusinessProfile } from './google-business-profile.ts';
import { instagram } from './instagram.ts';
import { linkedin } from './linkedin.ts';
import { mastodon } from './mastodon.ts';
import { pinterest } from './pinterest.ts';
import { tiktok } from './tiktok.ts';
import { wordpressSelfhosted } from './wordpress-selfhosted.ts';
import { x } from './x.ts';
import { youtube } from './youtube.ts';

/** Every platform Keyholder knows by itself, in name order. */
export const catalogue: readonly Platform[] = Object.freeze([
  bluesky,
  facebook,
  googleBusinessProfile,
  instagram,
  linkedin,
  mastodon,
  pinterest,
  tiktok,
  wordpressSelfhosted,
  x,
  youtube,
]);
