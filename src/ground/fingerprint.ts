/** A fingerprint is the SHA-256 of a public key, in hex. For people to read: `7c1e 93b0 4fd2 a816`, its first 16 digits. */
export function shortFingerprint(fingerprint: string): string {
  return inGroups(fingerprint.slice(0, 16));
}

export function inGroups(digits: string): string {
  return digits.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** Documents of the first version named the key by its short form. */
export function isFingerprint(said: string, fingerprint: string): boolean {
  return said === fingerprint || said === shortFingerprint(fingerprint);
}
