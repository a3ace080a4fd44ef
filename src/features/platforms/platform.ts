export type Text = { readonly nl: string; readonly en: string };

/** How sure a fact is. Whatever is `unconfirmed` is shown with "please check" beside it. */
export type Confidence = 'documented' | 'observed' | 'unconfirmed';

export type AccessModel = 'shared-login' | 'delegated-roles' | 'both';

/**
 * Labels to click, in order. They stay in English where the platform's own Dutch labels are not known;
 * `nl` is present only where they are.
 */
export type MenuPath = { readonly en: readonly string[]; readonly nl?: readonly string[] };

/** In a url `{host}` is the server of the account itself and `{site}` the folder on it where the site begins: `linkAddress` fills them in. */
export type Link = { readonly confidence: Confidence; readonly note?: Text } & (
  | { readonly url: string; readonly menu?: MenuPath }
  | { readonly menu: MenuPath }
  | { readonly notApplicable: true; readonly note: Text }
);

export const linkSlots = ['changePassword', 'sessions', 'twoFactor', 'backupCodes', 'connectedApps', 'team', 'recoveryContacts', 'loginActivity'] as const;
export type LinkSlot = (typeof linkSlots)[number];

/** A separate place of access: whoever leaves one may still be inside another. */
export type Entrance = {
  readonly id: string;
  readonly name: Text;
  /** `login`: one shared credential opens it; `role`: everybody enters with a profile of their own. */
  readonly by: 'login' | 'role';
};

export type Role = {
  /** As the platform calls it. */
  readonly name: string;
  /** The id of the entrance in which the role counts. */
  readonly entrance: string;
  readonly canManageMembers: boolean | 'unknown';
};

export type CharacterClass = 'lower' | 'upper' | 'letter' | 'digit' | 'symbol';

export type PasswordRules = {
  readonly min: number;
  readonly max?: number;
  readonly required: readonly CharacterClass[];
  /** Symbols the platform accepts; absent means that no limit is known. */
  readonly symbols?: string;
  /** Pieces of text that may not occur, in lower case. */
  readonly forbidden: readonly string[];
  readonly confidence: Confidence;
};

export type FactorKind = 'totp' | 'sms' | 'call' | 'email' | 'push' | 'security-key' | 'passkey' | 'backup-codes';

export type SecondFactor = {
  readonly kind: FactorKind;
  readonly offered: 'yes' | 'no' | 'paid-plan' | 'plugin' | 'unknown';
  readonly confidence: Confidence;
  readonly note?: Text;
};

export type PasswordEffect = {
  readonly way: 'sessions' | 'live-tokens' | 'api-tokens' | 'app-passwords' | 'linked-sign-in';
  /** What a new password does to this way in. */
  readonly ends: 'yes' | 'no' | 'prompted' | 'unknown';
  readonly confidence: Confidence;
  /** Where a way in that survives dies by itself: after this many hours at most. */
  readonly lastsHours?: number;
  readonly text: Text;
};

export type WaitingPeriod = {
  /** What a newly appointed person cannot do until the days have passed. */
  readonly kind: 'remove-others' | 'become-primary-owner';
  readonly days: number;
  readonly confidence: Confidence;
  readonly text: Text;
};

export type PlatformTask =
  | 'change-password'
  | 'sign-out-all'
  | 'revoke-apps'
  | 'reenrol-2fa'
  | 'replace-recovery'
  | 'remove-role'
  | 'transfer-ownership'
  | 'rotate-shared-secrets';

export type Pitfall = {
  readonly id: string;
  /** `block`: must be settled before the task may close or the departure may start. */
  readonly severity: 'block' | 'warn' | 'info';
  readonly tasks: readonly [PlatformTask, ...PlatformTask[]];
  readonly confidence: Confidence;
  readonly text: Text;
};

export type Platform = {
  readonly id: string;
  readonly name: string;
  readonly category: 'social' | 'listing' | 'publishing';
  /** Empty where every account lives on a server of its own. */
  readonly domains: readonly string[];
  /** The server is the account's own house, so that its address names the account; elsewhere many live on one server. */
  readonly ownSite?: true;
  /** Other spellings met in spreadsheets: lower case, words separated by one space. */
  readonly aliases: readonly string[];
  readonly accessModel: { readonly value: AccessModel; readonly confidence: Confidence };
  /** `person`: people enter with a private profile, so its password is never the company's to rotate. */
  readonly passwordOf: 'account' | 'person';
  readonly entrances: readonly [Entrance, ...Entrance[]];
  readonly roles: readonly Role[];
  readonly links: Readonly<Record<LinkSlot, Link>>;
  readonly passwordRules: 'unknown' | PasswordRules;
  readonly secondFactors: readonly SecondFactor[];
  readonly onPasswordChange: readonly PasswordEffect[];
  readonly waitingPeriods: readonly WaitingPeriod[];
  readonly pitfalls: readonly Pitfall[];
  readonly notes: readonly Text[];
};
