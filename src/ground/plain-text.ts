/**
 * Signs that nobody sees and that make one text look like another: controls other than tabs and ends of lines (NEL is one), breaks of lines and
 * paragraphs, blanks without width, and what turns the direction of a text (Unicode TR 36 §2.5). Joiners and the marks of
 * direction stay: languages are written with them.
 */
const unseen = /[^\P{Cc}\t\n\r]|[\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

export function isPlainText(text: string): boolean {
  return !unseen.test(text);
}

const localPart = /^[\p{L}\p{M}\p{N}!#$&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$&'*+/=?^_`{|}~-]+)*$/u;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/i;
const topLevel = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/i;

/**
 * An address that mail of ours goes to: RFC 5321 without quoted names, addresses in brackets and the old detours over `%`. A name before the @ may
 * have any letters (RFC 6531). A domain is written in the letters it is sent with: `xn--…` says where a mail really goes, where a
 * look-alike letter does not.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [name, labels] = [text.slice(0, at), text.slice(at + 1).split('.')];
  if (at < 1 || text.length > 254 || name.length > 64 || labels.length < 2) return false;
  return localPart.test(name) && labels.every((one) => label.test(one)) && topLevel.test(labels.at(-1) ?? '');
}
