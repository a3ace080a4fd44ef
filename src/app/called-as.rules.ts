/** Texts name a command as it is typed in the folder of the installation. */
const inItsFolder = './keyholder';
const named = /(?<![\w./])\.\/keyholder(?![\w./-])/g;

/** The same text with the path by which this one was called: what is printed can be typed where it is read. */
export function asCalled(text: string, path: string | null): string {
  if (path === null || path === inItsFolder) return text;
  const typed = /^[\w./@%+:,~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  return text.replace(named, () => typed);
}
