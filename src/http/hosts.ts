/** The host of a URL or a `Host` header as it is compared: small letters, and without the port that the scheme implies. */
export function hostKey(host: string, scheme: 'http' | 'https'): string {
  const name = host
    .trim()
    .toLowerCase()
    .replace(/\.(?=:|$)/, '');
  return name.endsWith(scheme === 'https' ? ':443' : ':80') ? name.replace(/:\d+$/, '') : name;
}

/** Do we go by this name? Besides the public one only the machine's own, for whoever sits at it. */
export function isOurHost(host: string, publicUrl: string): boolean {
  const { host: own, protocol } = new URL(publicUrl);
  const scheme = protocol === 'https:' ? 'https' : 'http';
  return hostKey(host, scheme) === hostKey(own, scheme) || /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}
